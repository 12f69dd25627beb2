package com.ainative.gateway.job;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Jobs as their callers see them. Times are seconds since 1970, as everywhere in OpenAI's API. */
final class JobJson {

    private JobJson() {
    }

    /**
     * The word for how far it is.
     *
     * @param httpStatus of its answer; null where there is none
     */
    static String status(JobState state, @Nullable Integer httpStatus) {
        return switch (state) {
            case ACCEPTED -> "queued";
            case DISPATCHED -> "running";
            case ANSWERED -> httpStatus != null && httpStatus >= 400 ? "failed" : "succeeded";
            case UNKNOWN -> "unknown";
            case DEAD -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    static ObjectNode of(JobView job) {
        ObjectNode json = Json.object().put("id", job.id()).put("object", "job")
                .put("status", status(job.state(), job.status())).put("model", job.model())
                .put("created_at", job.acceptedAt() / 1_000);
        json.put("ended_at", job.endedAt() == null ? null : job.endedAt() / 1_000);
        json.put("tries", job.tries());
        if (job.status() != null) {
            ObjectNode response = json.putObject("response").put("status_code", job.status());
            response.put("provider", job.provider());
            byte[] reply = job.reply();
            if (reply == null) {
                response.putNull("body");
            } else {
                try {
                    response.set("body", Json.read(reply));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("what is kept is JSON", e);
                }
            }
        }
        return json;
    }
}
