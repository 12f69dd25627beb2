package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What brokers do that speak JMS and drop duplicates. */
abstract class JmsBrokerContract extends BrokerContract {

    /** Bytes of a body that are read. */
    protected static final int LONGEST = 300_000;

    @Test
    @DisplayName("GIVEN a message that was sent WHEN another of its id is THEN the broker drops it, and that is no failure")
    void send_duplicate() {
        broker.send(List.of(message("m1")));
        broker.send(List.of(message("m1")));
        broker.send(List.of(message("m0"), message("m1"), message("m2")));

        Taken taken = new Taken();
        broker.subscribe(requests, taken);
        await().until(() -> taken.messages().size() >= 3);
        broker.send(List.of(message("last")));
        await().until(() -> taken.messages().stream().anyMatch(message -> body(message).equals("last")));
        assertThat(taken.messages()).extracting(BrokerContract::body)
                .containsExactlyInAnyOrder("m0", "m1", "m2", "last");
    }

    @Test
    @DisplayName("GIVEN messages of which one has an impossible address WHEN sent THEN the others arrive once each, and it is said what became of each")
    void sendEach_impossible() {
        Outgoing impossible = new Outgoing("x", nowhere(), bytes("x"), Map.of(), null, null, 4);

        assertThat(broker.sendEach(List.of(message("m1"), impossible, message("m2")))).containsOnly(
                Map.entry("m1", new Sent.Taken()), Map.entry("m2", new Sent.Taken()), Map.entry("x",
                        new Sent.Undeliverable("The message broker has no such queue, or not for the gateway.")));

        assertThat(broker.peek(requests, 10).messages()).extracting(BrokerContract::body).containsExactly("m1", "m2");
        assertThat(broker.status().trouble()).isNull();
    }

    @Test
    @DisplayName("GIVEN an answer that was sent before WHEN it is sent with an acknowledgement THEN both succeed")
    void take_duplicateReply() {
        Outgoing answer = new Outgoing("r1", replies, bytes("answer"), Map.of(), null, null, 4);
        broker.send(List.of(answer));
        Taken taken = new Taken(messages -> List.of(answer));
        Subscription subscription = broker.subscribe(requests, taken);

        broker.send(List.of(message("m1")));

        await().until(() -> taken.messages().size() >= 2);
        await().until(() -> broker.peek(requests, 10).messages().isEmpty());
        subscription.close();
        assertThat(broker.peek(requests, 10).messages()).isEmpty();
        await().untilAsserted(() -> assertThat(broker.peek(replies, 10).messages()).hasSize(1));
    }

    @Test
    @DisplayName("GIVEN messages of several priorities WHEN there is room for one after the other THEN the urgent ones are first")
    void subscribe_priorities() {
        List<Outgoing> mixed = new ArrayList<>();
        for (int priority : new int[]{0, 9, 4, 7}) {
            mixed.add(new Outgoing("p" + priority, requests, bytes("p" + priority), Map.of(), null, null, priority));
        }
        broker.send(mixed);
        Semaphore one = new Semaphore(1);
        Taken taken = new Taken(messages -> {
            one.acquire();
            one.release();
            return List.of();
        });

        await().untilAsserted(() -> assertThat(broker.peek(requests, 10).messages()).extracting(BrokerContract::body)
                .containsExactly("p9", "p7", "p4", "p0"));
        broker.subscribe(requests, taken);

        await().until(() -> taken.messages().size() == 4);
    }

    @Test
    @DisplayName("GIVEN messages of kinds that are not read WHEN they arrive THEN each says what would be right, and no object is made of one")
    void subscribe_otherKinds() throws JMSException {
        Canary.HATCHED.set(false);
        Taken taken = new Taken();
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            MessageProducer producer = session.createProducer(session.createQueue(requests));
            producer.send(session.createObjectMessage(new Canary()));
            MapMessage map = session.createMapMessage();
            map.setString("prompt", "hello");
            producer.send(map);
            StreamMessage stream = session.createStreamMessage();
            stream.writeString("hello");
            producer.send(stream);
            producer.send(session.createMessage());
        }

        broker.subscribe(requests, taken);

        await().until(() -> taken.messages().size() == 4);
        assertThat(taken.messages()).extracting(Incoming::unreadable).satisfiesExactlyInAnyOrder(
                why -> assertThat(why).contains("an ObjectMessage"), why -> assertThat(why).contains("a MapMessage"),
                why -> assertThat(why).contains("a StreamMessage"),
                why -> assertThat(why).contains("without a body", "TextMessage", "BytesMessage"));
        assertThat(taken.messages()).allSatisfy(message -> assertThat(message.body()).isEmpty());
        assertThat(Canary.HATCHED).isFalse();
    }

    @Test
    @DisplayName("GIVEN an object in a message WHEN somebody asks our client for it after all THEN it refuses")
    void connections_refuseObjects() throws JMSException {
        Canary.HATCHED.set(false);
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            session.createProducer(session.createQueue(requests)).send(session.createObjectMessage(new Canary()));
        }
        try (Connection ours = connections().createConnection(); Session session = ours.createSession()) {
            ours.start();
            ObjectMessage received = (ObjectMessage) session.createConsumer(session.createQueue(requests))
                    .receive(20_000);

            assertThatThrownBy(received::getObject).isInstanceOf(JMSException.class);
        }
        assertThat(Canary.HATCHED).isFalse();
    }

    @Test
    @DisplayName("GIVEN properties of all kinds WHEN a message arrives THEN those are there, as text, that mean something, and no others")
    void subscribe_properties() throws JMSException {
        Taken taken = new Taken();
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[]{0, (byte) 0xff, 7});
            message.setStringProperty(MessageProperties.TOKEN, "t");
            message.setIntProperty(MessageProperties.IDEMPOTENCY_KEY, 17);
            message.setBooleanProperty(MessageProperties.DEADLINE, true);
            message.setStringProperty(MessageProperties.REPLY_TO, replies);
            message.setStringProperty(MessageProperties.CORRELATION_ID, "c1");
            message.setStringProperty("Gateway_token", "other");
            message.setStringProperty("CamelHttpUri", "http://example.com");
            message.setStringProperty(MessageProperties.JOB, "j");
            message.setJMSPriority(9);
            session.createProducer(session.createQueue(requests)).send(message);
        }

        broker.subscribe(requests, taken);

        await().until(() -> taken.messages().size() == 1);
        Incoming message = taken.messages().get(0);
        assertThat(message.properties()).containsOnly(Map.entry(MessageProperties.TOKEN, "t"),
                Map.entry(MessageProperties.IDEMPOTENCY_KEY, "17"), Map.entry(MessageProperties.DEADLINE, "true"),
                Map.entry(MessageProperties.REPLY_TO, replies), Map.entry(MessageProperties.CORRELATION_ID, "c1"));
        assertThat(message.body()).containsExactly(0, 0xff, 7);
        assertThat(message.replyTo()).isEqualTo(replies);
        assertThat(message.correlationId()).isEqualTo("c1");
        assertThat(message.priority()).isEqualTo(Incoming.USUAL_PRIORITY);
    }

    @Test
    @DisplayName("GIVEN messages without an id WHEN they are handed over again THEN each has one, and the same as before")
    void subscribe_withoutId() throws JMSException {
        AtomicInteger failures = new AtomicInteger(2);
        Taken taken = new Taken(messages -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
            return List.of();
        });
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            MessageProducer producer = session.createProducer(session.createQueue(requests));
            producer.setDisableMessageID(true);
            producer.send(session.createTextMessage("one"));
            producer.send(session.createTextMessage("two"));
        }

        broker.subscribe(requests, taken);

        await().until(() -> failures.get() < 0 && broker.peek(requests, 10).messages().isEmpty());
        assertThat(taken.messages().stream().map(message -> body(message) + message.id()).distinct()).hasSize(2);
        assertThat(taken.messages()).extracting(Incoming::id).allMatch(id -> id.startsWith("digest-"));
    }

    @Test
    @DisplayName("GIVEN bodies of different sizes WHEN they arrive THEN large ones are read, and those beyond the limit are not")
    void subscribe_sizes() throws JMSException {
        Taken taken = new Taken();
        String large = "x".repeat(LONGEST);
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            MessageProducer producer = session.createProducer(session.createQueue(requests));
            producer.send(session.createTextMessage(large));
            producer.send(session.createTextMessage(large + "x"));
            BytesMessage bytes = session.createBytesMessage();
            bytes.writeBytes(new byte[LONGEST + 1]);
            producer.send(bytes);
            producer.send(session.createTextMessage(null));
        }

        broker.subscribe(requests, taken);

        await().until(() -> taken.messages().size() == 4);
        assertThat(taken.withBody(large).unreadable()).isNull();
        assertThat(taken.messages()).filteredOn(message -> message.unreadable() != null)
                .extracting(Incoming::unreadable)
                .containsOnly("The message's body has " + (LONGEST + 1) + " bytes; at most " + LONGEST + " are read.")
                .hasSize(2);
    }

    @Test
    @DisplayName("GIVEN a requester with a temporary queue WHEN it is answered THEN the answer is there; when it is gone nothing is left of it")
    void send_temporaryQueue() throws JMSException {
        Taken taken = new Taken();
        broker.subscribe(requests, taken);
        String temporary;
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            client.start();
            TemporaryQueue queue = session.createTemporaryQueue();
            temporary = queue.getQueueName();
            TextMessage request = session.createTextMessage("{}");
            request.setJMSReplyTo(queue);
            request.setJMSCorrelationID("c1");
            session.createProducer(session.createQueue(requests)).send(request);
            await().until(() -> taken.messages().size() == 1);
            assertThat(taken.messages().get(0).replyTo()).isEqualTo(temporary);
            assertThat(TemporaryQueues.named(temporary)).isTrue();

            broker.send(List.of(new Outgoing("r1", temporary, bytes("answer"), Map.of(MessageProperties.STATUS, "200"),
                    null, "c1", 6)));

            Message answer = session.createConsumer(queue).receive(20_000);
            assertThat(answer.getBody(String.class)).isEqualTo("answer");
            assertThat(answer.getJMSCorrelationID()).isEqualTo("c1");
            assertThat(answer.getJMSPriority()).isEqualTo(6);
            assertThat(answer.getStringProperty(MessageProperties.STATUS)).isEqualTo("200");
        }
        gone(temporary);
    }

    /** What happens to an answer whose requester has left. */
    protected void gone(String temporary) {
        Outgoing answer = new Outgoing("r2", temporary, bytes("late"), Map.of(), null, null, 4);
        // The broker removes it soon after its connection ended.
        await().untilAsserted(() -> assertThatThrownBy(() -> broker.send(List.of(answer)))
                .isInstanceOf(UndeliverableException.class));
        assertThat(broker.sendEach(List.of(answer, message("m1")))).containsOnly(
                Map.entry("r2", new Sent.Undeliverable("The temporary queue is gone.")),
                Map.entry("m1", new Sent.Taken()));
        assertThat(broker.status().trouble()).isNull();
    }

    @Test
    @DisplayName("GIVEN an answer whose queue is gone WHEN it is sent with an acknowledgement THEN the message does not come back for ever")
    void take_undeliverableReply() {
        Outgoing answer = new Outgoing("r1", nowhere(), bytes("answer"), Map.of(), null, null, 4);
        Taken taken = new Taken(messages -> List.of(answer));
        Subscription subscription = broker.subscribe(requests, taken);

        broker.send(List.of(message("m1")));

        await().until(() -> taken.messages().size() == 2);
        await().until(() -> broker.peek(requests, 10).messages().isEmpty());
        subscription.close();
        assertThat(broker.peek(requests, 10).messages()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN bytes that are not text WHEN they are sent THEN they arrive as they are")
    void send_bytes() {
        Taken taken = new Taken();
        broker.subscribe(requests, taken);

        broker.send(List.of(new Outgoing("m1", requests, new byte[]{(byte) 0xc3, 0x28}, Map.of(), null, null, 4)));

        await().until(() -> taken.messages().size() == 1);
        assertThat(taken.messages().get(0).body()).containsExactly(0xc3, 0x28);
    }

    /** A queue that is not there, and is not made when it is used. */
    protected abstract String nowhere();

    /** Somebody else's client, which does not know of our rules. */
    protected abstract ConnectionFactory client() throws JMSException;

    /** The gateway's own. */
    protected abstract ConnectionFactory connections();
}
