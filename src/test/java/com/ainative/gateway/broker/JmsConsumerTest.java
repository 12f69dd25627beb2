package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a consumer takes at one time, of a client that says when it is asked for what. */
@Timeout(60)
class JmsConsumerTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final Callable<Object> NOTHING = () -> 0;

    /** Empty for the end of the connection, which wakes whoever waits. */
    private final BlockingQueue<Optional<Message>> waiting = new LinkedBlockingQueue<>();
    /** What the client was asked for, in turn. */
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<List<Integer>> taken = new CopyOnWriteArrayList<>();

    private static <T> T saying(Class<T> type, Map<String, Callable<@Nullable Object>> says) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (self, method, arguments) -> says.containsKey(method.getName())
                        ? says.get(method.getName()).call()
                        : null));
    }

    private void send(int bytes) {
        send(bytes, NOTHING);
    }

    private void send(int bytes, Callable<Object> read) {
        Map<String, Callable<Object>> says = new HashMap<>(Map.of("getJMSMessageID", () -> "ID:1", "propertyExists",
                () -> false, "getJMSTimestamp", () -> 17L, "getJMSExpiration", () -> 0L, "getJMSPriority", () -> 4,
                "getBodyLength",
                () -> (long) bytes));
        says.put("readBytes", () -> {
            asked.add("read");
            return read.call();
        });
        waiting.add(Optional.of(saying(BytesMessage.class, says)));
    }

    private @Nullable Message received(Optional<Message> message) {
        message.ifPresent(received -> asked.add("received"));
        return message.orElse(null);
    }

    private JmsConsumer start() {
        MessageConsumer messages = saying(MessageConsumer.class, Map.of("receive", () -> received(waiting.take()),
                "receiveNoWait", () -> received(Objects.requireNonNullElse(waiting.poll(), Optional.empty()))));
        Session session = saying(Session.class, Map.of("createConsumer", () -> messages, "createQueue",
                () -> saying(Queue.class, Map.of()), "commit", () -> asked.add("commit")));
        Connection connection = saying(Connection.class, Map.of("createSession", () -> session, "close", () -> {
            asked.add("disconnect");
            return waiting.add(Optional.empty());
        }));
        Receiver receiver = batch -> {
            taken.add(batch.stream().map(message -> message.body().length).toList());
            return List.of();
        };
        return new JmsConsumer(saying(ConnectionFactory.class, Map.of("createConnection", () -> connection)),
                new JmsConsumer.Work("q", receiver, new JmsReader(64 * MEBIBYTE), answers -> {
                }, new AtomicBoolean()), 1, new Trouble("nowhere"));
    }

    @Test
    @DisplayName("GIVEN large messages WHEN they are received THEN each is read before the next, and no more are taken at one time than bytes are to be held")
    void receive_large() {
        int large = 11 * MEBIBYTE;
        for (int i = 0; i < 4; i++) {
            send(large);
        }
        send(33 * MEBIBYTE);
        send(1);
        JmsConsumer consumer = start();
        await().until(() -> taken.stream().mapToInt(List::size).sum() == 6);
        consumer.close();

        assertThat(taken).containsExactly(List.of(large, large, large), List.of(large, 33 * MEBIBYTE), List.of(1));
        assertThat(asked).startsWith("received", "read", "received", "read", "received", "read", "commit");
    }

    @Test
    @DisplayName("GIVEN many small messages WHEN they are received THEN they are taken together, up to a number")
    void receive_small() {
        for (int i = 0; i < 200; i++) {
            send(1);
        }
        JmsConsumer consumer = start();
        await().until(() -> taken.size() == 2);
        consumer.close();

        assertThat(taken).extracting(List::size).containsExactly(128, 72);
    }

    @Test
    @DisplayName("GIVEN a message that is being read WHEN the consumer is closed THEN its connection is left to it meanwhile, and what it read half is handed to nobody")
    void close_reading() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        send(1);
        send(2, () -> {
            reading.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                asked.add("interrupted");
                throw new JMSException("interrupted");
            }
            return 0;
        });
        JmsConsumer consumer = start();
        reading.await();
        consumer.close();

        assertThat(asked).startsWith("received", "read", "received", "read", "interrupted", "disconnect")
                .doesNotContain("commit");
        assertThat(taken).isEmpty();
    }
}
