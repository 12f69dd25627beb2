package com.ainative.gateway.ingest;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.TemporaryQueues;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.error.ErrorBody;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.job.Address;
import com.ainative.gateway.job.JobIds;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where answers to messages go, and what they look like. */
final class Replies {

    private final IngestConfig config;

    Replies(IngestConfig config) {
        this.config = config;
    }

    /** @throws com.ainative.gateway.error.GatewayException when its sender named a queue that is not for answers */
    Address addressOf(Incoming message, Caller caller) {
        String to = message.replyTo();
        if (to != null && !mayReplyTo(to, caller)) {
            throw ErrorCode.INVALID_REQUEST.at("reply-to",
                    "Answers are sent to temporary queues, to '" + config.replies() + "' and to "
                            + (config.broker() == null
                                    ? "its sender's own queue, '" + config.replies() + ".' and the token's subject"
                                    : "queues whose names begin with '" + config.replies() + ".'")
                            + "; this one went to '" + config.replies() + "'.")
                    .toException();
        }
        return new Address(Address.Kind.QUEUE, to == null ? config.replies() : to, correlationOf(message),
                JobIds.digest(message.id()).substring(0, 32));
    }

    private boolean mayReplyTo(String queue, @Nullable Caller caller) {
        return TemporaryQueues.named(queue) || config.mayReplyTo(queue, caller == null ? "" : caller.subject());
    }

    /** JMS's custom: what the sender calls it, else what the broker does. */
    private static String correlationOf(Incoming message) {
        return message.correlationId() == null ? message.id() : message.correlationId();
    }

    /**
     * Tells the sender of a message that was not accepted.
     *
     * @param caller null where the message does not prove who sent it
     */
    Outgoing refusal(Incoming message, Failure failure, @Nullable Caller caller) {
        String to = message.replyTo();
        return new Outgoing("refusal-" + JobIds.digest(message.id()),
                to != null && mayReplyTo(to, caller) ? to : config.replies(),
                ErrorBody.openAi(failure).toString().getBytes(StandardCharsets.UTF_8),
                Map.of(MessageProperties.STATUS, Integer.toString(failure.status()), MessageProperties.FINAL, "true"),
                null, correlationOf(message), message.priority());
    }

    /** A message that could not even be accepted, for operators; without its token. */
    Outgoing deadLetter(Incoming message, String reason) {
        return new Outgoing("dead-" + JobIds.digest(message.id()), config.deadLetters(), message.body(),
                Map.of(MessageProperties.REASON, reason, MessageProperties.TRIES,
                        Integer.toString(Math.max(message.deliveries(), Intake.TRIES))),
                null, correlationOf(message), message.priority());
    }
}
