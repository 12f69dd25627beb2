package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every broker does, whatever protocol it speaks. */
@Timeout(60)
abstract class BrokerContract {

    /** The queues of this test alone: brokers are shared, and make queues of such names when they are used. */
    protected final String requests = "chat.replies.in-" + UUID.randomUUID();
    protected final String replies = "chat.replies.out-" + UUID.randomUUID();
    protected Broker broker;

    /** Opens one more connection to the broker that all tests of the class share. */
    protected abstract Broker open();

    @BeforeEach
    void connect() {
        broker = open();
    }

    @AfterEach
    void disconnect() {
        broker.close();
    }

    @Test
    @DisplayName("GIVEN a subscription WHEN messages are sent THEN each is handed over once, with all it carries")
    void subscribe_deliversOnce() {
        Taken taken = new Taken();
        broker.subscribe(requests, taken);

        broker.send(List.of(new Outgoing("m1", requests, "{\"é\":1}".getBytes(UTF_8),
                Map.of(MessageProperties.TOKEN, "t", MessageProperties.IDEMPOTENCY_KEY, "k"), replies, "c1", 7)));
        broker.send(List.of(message("m2"), message("m3")));

        await().until(() -> taken.messages().size() == 3);
        Incoming first = taken.withBody("{\"é\":1}");
        assertThat(first.properties()).containsEntry(MessageProperties.TOKEN, "t")
                .containsEntry(MessageProperties.IDEMPOTENCY_KEY, "k");
        assertThat(first.replyTo()).isEqualTo(replies);
        assertThat(first.correlationId()).isEqualTo("c1");
        assertThat(first.priority()).isEqualTo(7);
        assertThat(first.deliveries()).isOne();
        assertThat(first.unreadable()).isNull();
        assertThat(taken.withBody("m2").replyTo()).isNull();
        assertThat(taken.withBody("m2").correlationId()).isNull();
        assertThat(taken.messages()).extracting(Incoming::id).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(broker.peek(requests, 10).messages()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a receiver that fails WHEN a message arrives THEN it is handed over again, with nothing of it sent")
    void take_throws_redelivers() {
        AtomicInteger failures = new AtomicInteger(2);
        Taken taken = new Taken(messages -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
            return List.of(new Outgoing("r1", replies, bytes("answer"), Map.of(), null, null, 4));
        });
        broker.subscribe(requests, taken);

        broker.send(List.of(message("m1")));

        await().until(() -> broker.peek(replies, 10).messages().size() == 1);
        assertThat(taken.messages()).extracting(BrokerContract::body).containsExactly("m1", "m1", "m1");
        assertThat(taken.messages()).extracting(Incoming::id).containsOnly(taken.messages().get(0).id());
    }

    @Test
    @DisplayName("GIVEN a receiver that ends with an error WHEN a message arrives THEN it is handed over again")
    void take_error_redelivers() {
        AtomicInteger failures = new AtomicInteger(1);
        Taken taken = new Taken(messages -> {
            if (failures.getAndDecrement() > 0) {
                throw new StackOverflowError("made up");
            }
            return List.of();
        });
        broker.subscribe(requests, taken);

        broker.send(List.of(message("m1")));

        await().until(() -> taken.messages().size() == 2);
    }

    @Test
    @DisplayName("GIVEN a receiver that blocks WHEN it goes on at last THEN each message was handed over once, and first")
    void take_blocks_withoutRedelivery() {
        Semaphore room = new Semaphore(0);
        Taken taken = new Taken(messages -> {
            room.acquire();
            return List.of();
        });
        broker.subscribe(requests, taken);
        broker.send(List.of(message("m1"), message("m2"), message("m3"), message("m4")));

        await().until(() -> !taken.messages().isEmpty());
        await().during(Duration.ofSeconds(1)).until(() -> taken.messages().size() <= 4);
        room.release(100);

        await().until(() -> taken.messages().size() == 4);
        assertThat(taken.messages()).extracting(Incoming::deliveries).containsOnly(1);
        assertThat(taken.messages()).extracting(BrokerContract::body).containsExactlyInAnyOrder("m1", "m2", "m3", "m4");
    }

    @Test
    @DisplayName("GIVEN many messages WHEN all are answered THEN there is one answer to each")
    void take_manyWithReplies() {
        Taken taken = new Taken(messages -> {
            List<Outgoing> answers = new ArrayList<>();
            for (Incoming message : messages) {
                answers.add(new Outgoing("re-" + body(message), replies, message.body(), Map.of(), null, null, 4));
            }
            return answers;
        });
        broker.subscribe(requests, taken);
        List<Outgoing> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(message("m" + i));
        }
        broker.send(many);

        await().atMost(Duration.ofSeconds(60)).until(() -> broker.peek(replies, 400).messages().size() == 300);
        assertThat(broker.peek(replies, 400).messages()).extracting(BrokerContract::body).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("GIVEN a receiver that blocks WHEN its subscription is closed THEN it is interrupted, and the message is handed to the next")
    void close_duringWork() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore never = new Semaphore(0);
        Subscription first = broker.subscribe(requests, messages -> {
            begun.countDown();
            never.acquire();
            return List.of();
        });
        broker.send(List.of(message("m1")));
        begun.await();

        first.close();

        Taken next = new Taken();
        broker.subscribe(requests, next);
        await().until(() -> next.messages().size() == 1);
        assertThat(body(next.messages().get(0))).isEqualTo("m1");
    }

    @Test
    @DisplayName("GIVEN a subscription that was closed WHEN a message is sent THEN it stays in its queue, to be seen")
    void close_handsOverNothingMore() {
        Taken taken = new Taken();
        Subscription subscription = broker.subscribe(requests, taken);
        broker.send(List.of(message("m1")));
        await().until(() -> taken.messages().size() == 1);

        subscription.close();
        broker.send(List.of(message("m2"), message("m3")));

        await().untilAsserted(() -> assertThat(broker.peek(requests, 10).messages()).extracting(BrokerContract::body)
                .containsExactly("m2", "m3"));
        await().untilAsserted(() -> assertThat(broker.peek(requests, 1).messages()).extracting(BrokerContract::body)
                .containsExactly("m2"));
        assertThat(taken.messages()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a broker that is there WHEN asked THEN it has no trouble")
    void status_there() {
        broker.send(List.of(message("m1")));

        assertThat(broker.status().trouble()).isNull();
    }

    protected Outgoing message(String text) {
        return new Outgoing(text, requests, bytes(text), Map.of(), null, null, Incoming.USUAL_PRIORITY);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    protected static String body(Incoming message) {
        return new String(message.body(), UTF_8);
    }

    /** Remembers what it was handed, then does what it is told. */
    protected static final class Taken implements Receiver {

        private final ConcurrentLinkedQueue<Incoming> messages = new ConcurrentLinkedQueue<>();
        private final Receiver next;

        Taken() {
            this(messages -> List.of());
        }

        Taken(Receiver next) {
            this.next = next;
        }

        @Override
        public List<Outgoing> take(List<Incoming> batch) throws InterruptedException {
            messages.addAll(batch);
            return next.take(batch);
        }

        List<Incoming> messages() {
            return List.copyOf(messages);
        }

        Incoming withBody(String body) {
            return messages.stream().filter(message -> body(message).equals(body)).findFirst().orElseThrow();
        }
    }
}
