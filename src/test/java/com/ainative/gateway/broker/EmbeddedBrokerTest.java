package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.IngestConfig;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded broker. */
class EmbeddedBrokerTest extends JmsBrokerContract {

    @TempDir
    static Path data;
    private static EmbeddedArtemis artemis;

    @BeforeAll
    static void start() {
        artemis = EmbeddedArtemis.start(
                new IngestConfig(null, null, null, Map.of(), "chat.requests", "chat.replies", "chat.dead", null),
                data, TokenCheck.NOBODY);
    }

    @AfterAll
    static void stop() {
        artemis.close();
    }

    @Override
    protected Broker open() {
        return open(LONGEST);
    }

    private static Broker open(int longest) {
        return new JmsBroker(new JmsBroker.Kind("embedded", "in this process", artemis.connections(),
                artemis::waiting, () -> null, () -> {
                }), 2, longest);
    }

    @Test
    @DisplayName("GIVEN a message that says it is text and is not WHEN it arrives THEN it is shown and handed over as unreadable, and holds nothing up")
    void subscribe_damagedText() throws JMSException, ActiveMQException {
        Taken taken = new Taken();
        broker.send(List.of(message("m1")));
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            ClientSession core = ((ActiveMQSession) session).getCoreSession();
            ClientMessage damaged = core.createMessage(ClientMessage.TEXT_TYPE, true);
            damaged.setRoutingType(RoutingType.ANYCAST);
            damaged.getBodyBuffer().writeBytes(new byte[]{1, 0x7f, 1, 2, 3, 4});
            core.createProducer(requests).send(damaged);
        }
        broker.send(List.of(message("m2")));
        assertThat(broker.peek(requests, 10).messages()).as("whoever looks sees all three")
                .extracting(Incoming::unreadable)
                .filteredOn(Objects::nonNull).hasSize(1);
        assertThat(broker.peek(requests, 10).messages()).extracting(BrokerContract::body).containsExactly("m1", "",
                "m2");

        broker.subscribe(requests, taken);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> taken.messages().size() >= 3 && broker.peek(requests, 10).messages().isEmpty());
        assertThat(taken.messages()).filteredOn(message -> message.unreadable() != null).singleElement()
                .satisfies(message -> assertThat(message.unreadable()).contains("send it again as a TextMessage"));
        assertThat(taken.messages()).extracting(BrokerContract::body).contains("m1", "m2");
    }

    @Test
    @DisplayName("GIVEN damaged messages of all kinds WHEN they arrive THEN each is handed over as unreadable, and what is behind them, too")
    void subscribe_damagedKinds() throws JMSException, ActiveMQException {
        Taken taken = new Taken();
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            ClientSession core = ((ActiveMQSession) session).getCoreSession();
            send(core, ClientMessage.OBJECT_TYPE, 0x7f, 0xff, 0xff, 0xff);
            send(core, ClientMessage.MAP_TYPE, 1, 0, 0, 0, 9, 0);
            send(core, (byte) 77, 1);
            send(core, ClientMessage.TEXT_TYPE, 1, 0x7f, 0xff, 0xff, 0xff);
            ClientMessage headers = core.createMessage(ClientMessage.TEXT_TYPE, true);
            headers.setRoutingType(RoutingType.ANYCAST);
            headers.putBytesProperty("JMSReplyTo", new byte[]{1, 2});
            core.createProducer(requests).send(headers);
        }
        broker.send(List.of(message("behind")));

        broker.subscribe(requests, taken);

        await().atMost(Duration.ofSeconds(40))
                .until(() -> taken.messages().stream().anyMatch(message -> body(message).equals("behind"))
                        && broker.peek(requests, 10).messages().isEmpty());
        assertThat(taken.messages()).filteredOn(message -> message.unreadable() != null).extracting(Incoming::id)
                .doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    @DisplayName("GIVEN messages of more bytes than are to be held WHEN peeked at THEN the first are shown, and it is said that more wait")
    void peek_large() throws JMSException {
        int large = 6 * 1024 * 1024;
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            MessageProducer producer = session.createProducer(session.createQueue(requests));
            for (int i = 0; i < 4; i++) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(new byte[large]);
                producer.send(message);
            }
        }
        try (Broker whole = open(large)) {
            Peeked cut = whole.peek(requests, 100);
            // What was shown goes back to the queue a little later.
            Peeked all = await().until(() -> whole.peek(requests, 3), peeked -> peeked.messages().size() == 3);

            assertThat(cut.messages()).extracting(message -> message.body().length).containsExactly(large, large,
                    large);
            assertThat(cut.cut()).isTrue();
            assertThat(all.cut()).as("as many as were asked for").isFalse();
            whole.send(List.of(new Outgoing("r1", replies, bytes("r1"), Map.of(), null, null, 4)));
            assertThat(whole.peek(replies, 100).cut()).isFalse();
        }
    }

    private void send(ClientSession core, byte type, int... body) throws ActiveMQException {
        ClientMessage message = core.createMessage(type, true);
        message.setRoutingType(RoutingType.ANYCAST);
        for (int one : body) {
            message.getBodyBuffer().writeByte((byte) one);
        }
        core.createProducer(requests).send(message);
    }

    @Test
    @DisplayName("GIVEN text that is larger than the memory set aside for it behind damaged messages WHEN it arrives THEN it is unreadable, and the rest is handed over")
    void subscribe_damagedAndLarge() throws JMSException, ActiveMQException {
        Taken taken = new Taken();
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            ClientSession core = ((ActiveMQSession) session).getCoreSession();
            send(core, ClientMessage.OBJECT_TYPE, 0x7f, 0xff, 0xff, 0xff);
            MessageProducer producer = session.createProducer(session.createQueue(requests));
            producer.send(session.createTextMessage("x".repeat(3 * LONGEST)));
            producer.send(session.createTextMessage("y".repeat(LONGEST)));
        }
        broker.send(List.of(message("behind")));

        broker.subscribe(requests, taken);

        await().atMost(Duration.ofSeconds(40)).until(() -> taken.messages().size() >= 4
                && broker.peek(requests, 10).messages().isEmpty());
        assertThat(taken.messages()).filteredOn(message -> message.unreadable() != null).hasSize(2);
        assertThat(taken.messages()).extracting(BrokerContract::body).contains("y".repeat(LONGEST), "behind");
    }

    @Test
    @DisplayName("GIVEN a message that expired while nobody read WHEN it is read THEN it says so as its deadline, and nobody else sees it")
    void subscribe_expired() throws JMSException, ActiveMQException {
        Taken taken = new Taken();
        try (Connection client = client().createConnection(); Session session = client.createSession()) {
            ClientSession core = ((ActiveMQSession) session).getCoreSession();
            ClientMessage expired = core.createMessage(ClientMessage.TEXT_TYPE, true, 1_000, 1, (byte) 4);
            expired.setRoutingType(RoutingType.ANYCAST);
            expired.putStringProperty(MessageProperties.TOKEN, "secret");
            expired.putStringProperty("_AMQ_DUPL_ID", "d1");
            expired.getBodyBuffer().writeNullableSimpleString(SimpleString.of("m1"));
            core.createProducer("chat.requests").send(expired);
        }

        broker.subscribe("chat.requests", taken);

        await().atMost(Duration.ofSeconds(40)).until(() -> !taken.messages().isEmpty());
        assertThat(taken.messages()).extracting(BrokerContract::body).containsExactly("m1");
        Map<String, String> properties = taken.messages().getFirst().properties();
        assertThat(properties).containsEntry(MessageProperties.TOKEN, "secret");
        assertThat(Instant.parse(properties.getOrDefault(MessageProperties.DEADLINE, "none"))).isBefore(Instant.now());
        assertThat(broker.peek("chat.dead", 1).messages()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a queue that is full WHEN something is sent there over and over THEN other queues still get theirs right after")
    void send_fullQueue() {
        broker.send(List.of(new Outgoing("first", replies, bytes("first"), Map.of(), null, null, 4)));
        artemis.server().getAddressSettingsRepository().addMatch(replies, new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL).setMaxSizeBytes(1));

        for (int i = 0; i < 5; i++) {
            Outgoing full = new Outgoing("full" + i, replies, bytes("full"), Map.of(), null, null, 4);
            assertThatThrownBy(() -> broker.send(List.of(full))).isInstanceOf(BrokerAwayException.class);
            broker.send(List.of(message("m" + i)));
        }

        assertThat(broker.peek(requests, 10).messages()).hasSize(5);
    }

    @Test
    @DisplayName("GIVEN queues that are full among others WHEN messages are sent THEN one holds up nothing, and after two the rest is not tried")
    void sendEach_fullQueues() {
        List<Outgoing> messages = List.of(message("m1"), to("chat.replies.full.a"), message("m2"),
                to("chat.replies.full.a"), to("chat.replies.full.b"),
                message("m3"));
        broker.send(List.of(to("chat.replies.full.a"), to("chat.replies.full.b")));
        artemis.server().getAddressSettingsRepository().addMatch("chat.replies.full.#", new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL).setMaxSizeBytes(1));

        Map<String, Sent> became = broker.sendEach(messages);

        Sent away = new Sent.Away("The message broker did not take the message.");
        assertThat(messages).extracting(message -> became.get(message.id())).containsExactly(new Sent.Taken(), away,
                new Sent.Taken(), away, away, new Sent.Untried("The message broker did not take the message."));
        assertThat(broker.peek(requests, 10).messages()).extracting(BrokerContract::body).containsExactly("m1", "m2");
    }

    private static Outgoing to(String queue) {
        return new Outgoing(UUID.randomUUID().toString(), queue, bytes("x"), Map.of(), null, null, 4);
    }

    @Override
    protected String nowhere() {
        return "nowhere";
    }

    @Override
    protected ConnectionFactory client() throws JMSException {
        ActiveMQConnectionFactory ours = (ActiveMQConnectionFactory) artemis.connections();
        return new ActiveMQConnectionFactory("vm://" + ours.getStaticConnectors()[0].getParams().get("serverId"),
                ours.getUser(), ours.getPassword());
    }

    @Override
    protected ConnectionFactory connections() {
        return artemis.connections();
    }
}
