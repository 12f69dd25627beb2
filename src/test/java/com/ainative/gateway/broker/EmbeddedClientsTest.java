package com.ainative.gateway.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.config.IngestConfig;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients from outside may do at the embedded broker: they are real ones, over TCP. */
@Timeout(60)
class EmbeddedClientsTest {

    private static final Map<String, TokenCheck.Who> TOKENS = new ConcurrentHashMap<>();

    @TempDir
    static Path data;
    private static EmbeddedArtemis artemis;
    private static Broker broker;

    @BeforeAll
    static void start() {
        artemis = EmbeddedArtemis.start(new IngestConfig(null, null, null, Map.of(), "chat.requests", "chat.replies",
                "chat.dead", new HostPort("127.0.0.1", 0)), data, token -> Optional.ofNullable(TOKENS.get(token)));
        broker = Brokers.embedded(artemis);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    EmbeddedClientsTest() {
        TOKENS.put("ann's", new TokenCheck.Who("ann", Set.of()));
        TOKENS.put("bob's", new TokenCheck.Who("bob@example.com", Set.of()));
        TOKENS.put("odd's", new TokenCheck.Who("#", Set.of()));
        TOKENS.put("operator's", new TokenCheck.Who("olga", Set.of("operator")));
        TOKENS.put("admin's", new TokenCheck.Who("root", Set.of("admin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", "gateway"})
    @DisplayName("GIVEN a token that is wrong or none WHEN a client connects THEN it is refused")
    void connect_wrongToken(String token) {
        assertThatThrownBy(() -> connect("gateway", token)).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> connect(null, null)).isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> connect("ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"))
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test
    @DisplayName("GIVEN the key the gateway uses itself WHEN a client has it by chance THEN it is no token")
    void connect_ownKey() {
        ActiveMQConnectionFactory own = (ActiveMQConnectionFactory) artemis.connections();

        assertThatThrownBy(() -> connect(own.getUser(), own.getPassword())).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    @DisplayName("GIVEN a client that is connected WHEN its token expires THEN it can do nothing more")
    void send_expired() throws JMSException {
        TOKENS.put("short", new TokenCheck.Who("ann", Set.of()));
        int before = broker.peek("chat.requests", 1_000).messages().size();
        try (Connection client = connect("ann", "short"); Session session = client.createSession()) {
            send(session, "chat.requests");

            TOKENS.remove("short");

            assertThatThrownBy(() -> send(session, "chat.requests")).isInstanceOf(JMSException.class);
        }
        assertThat(broker.peek("chat.requests", 1_000).messages()).hasSize(before + 1);
    }

    @Test
    @DisplayName("GIVEN a caller WHEN it asks with a temporary queue THEN it gets its answer there, and may remove the queue")
    void request_temporaryQueue() throws JMSException {
        try (Connection client = connect("anybody", "bob's"); Session session = client.createSession()) {
            client.start();
            TemporaryQueue queue = session.createTemporaryQueue();
            send(session, "chat.requests");
            broker.send(List.of(answer(queue.getQueueName())));

            try (var consumer = session.createConsumer(queue)) {
                assertThat(consumer.receive(20_000).getBody(String.class)).isEqualTo("answer");
            }
            queue.delete();
        }
    }

    @ParameterizedTest
    @CsvSource({"ann's, chat.replies.ann", "bob's, chat.replies.bob@example.com", "operator's, chat.replies.ann",
        "operator's, chat.replies", "admin's, chat.dead", "operator's, chat.replies.olga"})
    @DisplayName("GIVEN a queue a caller may consume WHEN something is there THEN the caller gets it")
    void consume_allowed(String token, String queue) throws JMSException {
        try (Connection client = connect("anybody", token); Session session = client.createSession()) {
            client.start();
            try (var consumer = session.createConsumer(session.createQueue(queue))) {
                broker.send(List.of(answer(queue)));
                Message received = consumer.receive(20_000);
                assertThat(received.getBody(String.class)).isEqualTo("answer");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ann's, chat.replies", "ann's, chat.replies.bob@example.com", "ann's, chat.dead",
        "ann's, chat.requests", "ann's, activemq.notifications", "ann's, activemq.management",
        "operator's, chat.requests", "operator's, activemq.notifications", "admin's, other", "ann's, other",
        "ann's, $sys.mqtt.sessions", "admin's, $sys.mqtt.sessions", "odd's, chat.replies.#", "ann's, #",
        "ann's, chat.replies.ann::chat.requests", "ann's, chat.requests::chat.replies.ann"})
    @DisplayName("GIVEN a queue that is not for a caller WHEN it consumes there or looks THEN it is refused")
    void consume_refused(String token, String queue) throws JMSException {
        broker.send(List.of(EmbeddedArtemisTest.message(UUID.randomUUID().toString())));
        try (Connection client = connect("anybody", token); Session session = client.createSession()) {
            client.start();
            Queue named = new ActiveMQQueue(queue);

            assertThatThrownBy(() -> session.createConsumer(named)).isInstanceOf(JMSException.class);
            assertThat(catchThrowable(() -> look(session, named))).isInstanceOf(JMSException.class);
        }
    }

    @Test
    @DisplayName("GIVEN dead letters WHEN an operator looks at them THEN they are there; a caller may not look at all")
    void browse() throws JMSException {
        broker.send(List.of(answer("chat.dead")));
        try (Connection client = connect("olga", "operator's"); Session session = client.createSession()) {
            client.start();
            assertThat(look(session, session.createQueue("chat.dead"))).isTrue();
        }
        try (Connection client = connect("olga", "ann's"); Session session = client.createSession()) {
            client.start();
            assertThatThrownBy(() -> look(session, new ActiveMQQueue("chat.dead"))).isInstanceOf(JMSException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"ann's, chat.dead", "ann's, chat.replies", "ann's, chat.replies.ann", "ann's, other",
        "ann's, activemq.management", "admin's, activemq.management", "operator's, activemq.notifications",
        "ann's, #"})
    @DisplayName("GIVEN a queue that is not for a caller WHEN it sends there THEN it is refused")
    void send_refused(String token, String queue) throws JMSException {
        try (Connection client = connect("anybody", token); Session session = client.createSession()) {
            assertThatThrownBy(() -> send(session, queue)).isInstanceOf(JMSException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"operator's, chat.dead", "admin's, chat.replies.ann", "operator's, chat.requests"})
    @DisplayName("GIVEN an operator WHEN he sends to a queue of the gateway THEN it is there")
    void send_operator(String token, String queue) throws JMSException {
        try (Connection client = connect("anybody", token); Session session = client.createSession()) {
            send(session, queue);
            assertThat(broker.peek(queue, 1_000).messages()).extracting(BrokerContract::body).contains("{}");

            Subscription all = broker.subscribe(queue, messages -> List.of());
            await().until(() -> broker.peek(queue, 1).messages().isEmpty());
            all.close();
        }
    }

    @Test
    @DisplayName("GIVEN somebody else's temporary queue WHEN a caller knows its name THEN it cannot consume, make or delete it")
    void temporaryQueue_ofAnother() throws JMSException {
        try (Connection ann = connect("x", "ann's");
                Session hers = ann.createSession();
                Connection bob = connect("x", "bob's");
                Session his = bob.createSession()) {
            TemporaryQueue queue = hers.createTemporaryQueue();
            String name = queue.getQueueName();
            ClientSession core = ((ActiveMQSession) his).getCoreSession();

            assertThatThrownBy(() -> core.createConsumer(name)).hasMessageContaining("CONSUME");
            assertThatThrownBy(() -> core.deleteQueue(name)).hasMessageContaining("DELETE_NON_DURABLE_QUEUE");
            assertThatThrownBy(() -> core.createQueue(temporary(name, name))).isNotNull();
            assertThatThrownBy(() -> send(his, name)).isInstanceOf(JMSException.class);
            broker.send(List.of(answer(name)));
            ann.start();
            assertThat(hers.createConsumer(queue).receive(20_000)).isNotNull();
        }
    }

    @Test
    @DisplayName("GIVEN a caller WHEN it makes queues other than those it may have THEN it is refused")
    void createQueue_refused() throws JMSException {
        try (Connection client = connect("x", "ann's"); Session session = client.createSession()) {
            ClientSession core = ((ActiveMQSession) session).getCoreSession();
            String free = UUID.randomUUID().toString();

            assertThatThrownBy(() -> core.createQueue(temporary(free, "chat.requests")))
                    .hasMessageContaining("CREATE_NON_DURABLE_QUEUE");
            assertThatThrownBy(() -> core.createQueue(temporary("chat.replies.bob", "chat.replies.bob")))
                    .hasMessageContaining("CREATE_NON_DURABLE_QUEUE");
            assertThatThrownBy(() -> core.createQueue(QueueConfiguration.of("other").setDurable(true)))
                    .hasMessageContaining("CREATE_DURABLE_QUEUE");
            assertThatThrownBy(() -> core.deleteQueue("chat.requests")).hasMessageContaining("DELETE_DURABLE_QUEUE");
        }
    }

    @Test
    @DisplayName("GIVEN a caller that makes one temporary queue after the other WHEN there are very many THEN no more are made, and others' are")
    void temporaryQueue_many() throws JMSException {
        TOKENS.put("many's", new TokenCheck.Who("many", Set.of()));
        try (Connection client = connect("x", "many's");
                Session session = client.createSession();
                Connection other = connect("x", "ann's");
                Session others = other.createSession()) {
            for (int i = 1; i < ArtemisPermissions.MOST_TEMPORARY; i++) {
                session.createTemporaryQueue();
            }
            TemporaryQueue last = session.createTemporaryQueue();

            assertThatThrownBy(session::createTemporaryQueue).isInstanceOf(JMSException.class);
            others.createTemporaryQueue().delete();
            last.delete();
            session.createTemporaryQueue().delete();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann's", "operator's", "admin's"})
    @DisplayName("GIVEN anybody from outside WHEN the broker is to be managed THEN that is refused")
    void manage_refused(String token) throws JMSException {
        try (Connection client = connect("x", token); Session session = client.createSession()) {
            ClientSession core = ((ActiveMQSession) session).getCoreSession();
            var message = core.createMessage(true);

            assertThatThrownBy(() -> {
                ManagementHelper.putOperationInvocation(message, "broker", "listConnectionIDs");
                core.createProducer("activemq.management").send(message);
            }).hasMessageContaining("does not have permission");
        }
    }

    private static QueueConfiguration temporary(String queue, String address) {
        return QueueConfiguration.of(queue).setAddress(address).setRoutingType(RoutingType.ANYCAST).setDurable(false)
                .setTemporary(true);
    }

    private static Connection connect(@Nullable String user,
            @Nullable String password) throws JMSException {
        HostPort listening = Objects.requireNonNull(artemis.listening());
        return new ActiveMQConnectionFactory("tcp://" + listening + "?callTimeout=8000").createConnection(user,
                password);
    }

    private static void send(Session session, String queue) throws JMSException {
        session.createProducer(new ActiveMQQueue(queue)).send(session.createTextMessage("{}"));
    }

    private static boolean look(Session session, Queue queue) throws JMSException {
        try (QueueBrowser browser = session.createBrowser(queue)) {
            return browser.getEnumeration().hasMoreElements();
        }
    }

    private static Outgoing answer(String queue) {
        return new Outgoing(UUID.randomUUID().toString(), queue, "answer".getBytes(UTF_8), Map.of(), null, null, 4);
    }
}
