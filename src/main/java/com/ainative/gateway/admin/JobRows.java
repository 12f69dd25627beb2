package com.ainative.gateway.admin;

import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.job.JobView;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Jobs and messages as operators see them: whose they are, and how far; never a token. */
final class JobRows {

    private JobRows() {
    }

    static ObjectNode waiting(JobView job) {
        return of(job).put("priority", job.priority()).put("accepted_at", time(job.acceptedAt()))
                .put("not_before", job.notBefore() == 0 ? null : time(job.notBefore()))
                .put("deadline", time(job.deadline()));
    }

    static ObjectNode dead(JobView job) {
        byte[] reply = job.reply();
        return of(job).put("unknowns", job.unknowns()).put("reason", job.reason()).put("status", job.status())
                .put("error", reply == null ? null : json(reply).at("/error/message").textValue())
                .put("ended_at", time(job.endedAt()));
    }

    private static ObjectNode of(JobView job) {
        return Json.object().put("id", job.id()).put("state", word(job.state())).put("subject", job.subject())
                .put("model", job.model()).put("origin", word(job.origin())).put("tries", job.tries());
    }

    /** Nobody has looked at it: everything about it is as its sender wrote it. */
    static ObjectNode message(Incoming message, boolean body) {
        JsonNode request = json(message.body());
        ObjectNode row = Json.object().put("id", message.id()).put("model", request.path("model").textValue())
                .put("correlation_id", message.correlationId()).put("reply_to", message.replyTo())
                .put("priority", message.priority()).put("deliveries", message.deliveries())
                .put("deadline", message.properties().get(MessageProperties.DEADLINE))
                .put("trouble", message.unreadable());
        if (body && !request.isMissingNode()) {
            row.set("request", request);
        }
        return row;
    }

    /** A missing node where it is none. */
    static JsonNode json(byte[] bytes) {
        try {
            return Json.read(bytes);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String word(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }
}
