package com.ainative.gateway.broker;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failure of Kafka's means to an operator, in a sentence that is the same as long as the reason is. */
final class KafkaFailure {

    /** Failures of one message or its topic: trying again would end the same. */
    private static final List<Class<? extends Throwable>> OF_THE_TOPIC = List.of(
            UnknownTopicOrPartitionException.class, InvalidTopicException.class, TopicAuthorizationException.class);
    private static final List<Class<? extends Throwable>> OF_THE_MESSAGE = List.of(RecordTooLargeException.class,
            RecordBatchTooLargeException.class, InvalidRecordException.class, PolicyViolationException.class);

    private final KafkaSettings settings;

    KafkaFailure(KafkaSettings settings) {
        this.settings = settings;
    }

    /** What became of a message that a topic did not take. */
    Sent sending(String topic, Throwable failure) {
        return concernsTopic(failure) || isOneOf(OF_THE_MESSAGE, cause(failure))
                ? new Sent.Undeliverable(sentence(topic, failure))
                : new Sent.Away(sentence(topic, failure));
    }

    /** Whether no message at all can be sent to that topic. */
    boolean concernsTopic(Throwable failure) {
        return isOneOf(OF_THE_TOPIC, cause(failure));
    }

    /** Whether there is no such topic. */
    boolean isMissing(Throwable failure) {
        return cause(failure) instanceof UnknownTopicOrPartitionException;
    }

    /** Whether the client gets over it by itself. */
    boolean isPassing(Throwable failure) {
        return cause(failure) instanceof RetriableException;
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> types, Throwable failure) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }

    String sentence(String topic, Throwable failure) {
        Throwable cause = cause(failure);
        return switch (cause) {
            case UnknownTopicOrPartitionException missing -> missing(topic);
            case InvalidTopicException invalid -> "\"" + topic + "\" cannot be the name of a topic";
            case TopicAuthorizationException denied ->
                "Kafka does not let the gateway use topic " + topic + "; its user must be allowed to";
            case GroupAuthorizationException denied -> "Kafka does not let the gateway be in consumer group "
                    + settings.group()
                    + "; its user must be allowed to read as that group, or option group.id name another";
            case RecordTooLargeException large -> tooLarge(topic);
            case RecordBatchTooLargeException large -> tooLarge(topic);
            case AuthenticationException refused -> "Kafka at " + settings.servers()
                    + " and the gateway do not accept each other; user, password and the options security.*, sasl.* and"
                    + " ssl.* must be what the broker wants: " + refused.getMessage();
            case NotEnoughReplicasException few -> tooFewReplicas(topic);
            case NotEnoughReplicasAfterAppendException few -> tooFewReplicas(topic);
            case TimeoutException late -> noAnswer();
            case DisconnectException cut -> noAnswer();
            default -> "Kafka at " + settings.servers() + " cannot be used: " + messages(failure);
        };
    }

    String missing(String topic) {
        return "Kafka has no topic " + topic + " and makes none by itself; an administrator must create it";
    }

    private static String tooLarge(String topic) {
        return "a message is larger than topic " + topic + " takes; its max.message.bytes must be raised";
    }

    private static String tooFewReplicas(String topic) {
        return "topic " + topic + " has fewer replicas in sync than its min.insync.replicas wants";
    }

    private String noAnswer() {
        return "Kafka at " + settings.servers() + " does not answer";
    }

    /** The innermost, as clients put their failures into others. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && (cause instanceof ExecutionException || isPlain(cause)
                || cause instanceof TimeoutException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** All that is said on the way in: which store, for example, and then what is wrong with it. */
    private static String messages(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(each -> !(each instanceof ExecutionException)).map(Throwable::getMessage)
                .filter(Objects::nonNull).collect(Collectors.joining(": "));
    }

    private static boolean isPlain(Throwable failure) {
        return failure.getClass() == KafkaException.class;
    }
}
