package com.ainative.gateway.admin;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.BrokerAwayException;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.UndeliverableException;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.job.AllJobs;
import com.ainative.gateway.job.Wanted;
import com.ainative.gateway.reload.Reload;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The steps that put a message into the queue, and dead letters back to the jobs that are to be done. */
final class QueueChanges {

    private static final int ACCEPTED = 202;
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** Names of dead letters in one request. */
    private static final int MOST_IDS = 1_000;
    private static final String TOKEN = "token";
    private static final String KEY = "idempotency-key";
    private static final String PRIORITY = "priority";
    private static final String DEADLINE = "deadline";
    private static final String REPLY_TO = "reply-to";

    private final Reload reload;
    private final AllJobs jobs;
    private final @Nullable Broker broker;

    QueueChanges(Reload reload, AllJobs jobs, @Nullable Broker broker) {
        this.reload = reload;
        this.jobs = jobs;
        this.broker = broker;
    }

    void submit(Exchange exchange) {
        JsonNode body = Answers.body(exchange, List.of("request", TOKEN, KEY, PRIORITY, DEADLINE, REPLY_TO));
        IngestConfig ingest = reload.config().ingest();
        if (broker == null || ingest == null) {
            throw ErrorCode.NO_BROKER.because("No broker is configured; the section ingest in gateway.yaml says which,"
                    + " and `ingest: {broker: embedded}` is one in this process.").toException();
        }
        Outgoing message = message(body, ingest);
        try {
            broker.send(List.of(message));
        } catch (BrokerAwayException e) {
            throw ErrorCode.OVERLOADED.because("It is not known whether the message is in the queue: " + e.getMessage()
                    + (message.properties().containsKey(MessageProperties.IDEMPOTENCY_KEY)
                            ? " Send it again later, with the same idempotency-key."
                            : " It has no idempotency-key: see first whether it is there, or sent again it may be done"
                                    + " twice."))
                    .withRetryAfter(RETRY).toException();
        } catch (UndeliverableException e) {
            throw ErrorCode.UPSTREAM_FAILED.because("Nothing is in the queue: " + e.getMessage()).toException();
        }
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, ACCEPTED);
        Answers.write(exchange, Json.object().put("id", message.id()).put("queue", message.queue()).put("reply_to",
                message.replyTo() == null ? ingest.replies() : message.replyTo()));
    }

    /** What it asks is looked at by the route that takes it, as with every message. */
    private static Outgoing message(JsonNode body, IngestConfig ingest) {
        JsonNode request = body.path("request");
        if (!request.isObject()) {
            throw wrong("request is not an object; it is a chat request in OpenAI's shape.");
        }
        String token = text(body, TOKEN);
        if (token == null || token.isBlank()) {
            throw wrong("token is missing; it says whose request this is.");
        }
        String key = text(body, KEY);
        Wanted.key(key, KEY);
        String deadline = text(body, DEADLINE);
        Wanted.deadline(deadline, DEADLINE);
        int priority = Wanted.priority(body.hasNonNull(PRIORITY) ? body.path(PRIORITY).asText() : null, PRIORITY);
        String replyTo = text(body, REPLY_TO);
        if (replyTo != null && !ingest.isForReplies(replyTo)) {
            throw wrong("reply-to is neither '" + ingest.replies() + "' nor a queue whose name begins with '"
                    + ingest.replies() + ".'.");
        }
        Map<String, String> properties = new HashMap<>();
        properties.put(MessageProperties.TOKEN, token);
        putIfSaid(properties, MessageProperties.IDEMPOTENCY_KEY, key);
        putIfSaid(properties, MessageProperties.DEADLINE, deadline);
        String id = UUID.randomUUID().toString();
        return new Outgoing(id, ingest.queue(), Json.write(request), properties, replyTo, id, priority);
    }

    private static void putIfSaid(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static @Nullable String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
            throw wrong(name + " is not a text.");
        }
        return value.textValue();
    }

    void replay(Exchange exchange) {
        JsonNode body = Answers.body(exchange, List.of("ids", "all", "unknown"));
        boolean all = body.path("all").booleanValue();
        if (all == body.has("ids")) {
            throw wrong("There is either a list of ids, such as {\"ids\":[\"job-1\"]}, or {\"all\":true}.");
        }
        boolean unknownToo = body.path("unknown").booleanValue();
        int replayed = all ? jobs.replayAll(unknownToo) : jobs.replay(ids(body.path("ids")), unknownToo);
        Answers.write(exchange, Json.object().put("replayed", replayed));
    }

    private static Set<String> ids(JsonNode list) {
        Set<String> ids = new LinkedHashSet<>();
        list.forEach(id -> ids.add(id.isTextual() ? id.textValue() : ""));
        if (ids.isEmpty() || ids.size() > MOST_IDS || ids.contains("")) {
            throw wrong("ids is not a list of 1 to " + MOST_IDS + " names of dead letters.");
        }
        return ids;
    }

    private static GatewayException wrong(String message) {
        return ErrorCode.INVALID_REQUEST.because(message).toException();
    }
}
