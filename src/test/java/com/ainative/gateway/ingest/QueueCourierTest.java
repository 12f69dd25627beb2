package com.ainative.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.BrokerStatus;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.Peeked;
import com.ainative.gateway.broker.Receiver;
import com.ainative.gateway.broker.Sending;
import com.ainative.gateway.broker.Sent;
import com.ainative.gateway.broker.Subscription;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier.Receipt;
import com.ainative.gateway.job.Delivery;
import com.ainative.gateway.job.JobState;
import com.ainative.gateway.job.JobView;
import com.ainative.gateway.job.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class QueueCourierTest {

    private static final IngestConfig CONFIG = new IngestConfig(null, null, null, Map.of(), "requests", "replies",
            "dead", null);
    private static final Receipt DELIVERED = new Receipt.Delivered();
    private static final Receipt AWAY = new Receipt.Away("full or away");

    @TempDir
    private Path data;
    private JobStage stage;
    private StreamedReplies parts;
    private final ScriptedBroker broker = new ScriptedBroker();

    /** A broker some of whose queues take nothing. */
    private static final class ScriptedBroker implements Broker {

        private Set<String> full = Set.of();
        private Set<String> gone = Set.of();
        private int room = Integer.MAX_VALUE;
        private final List<String> asked = new ArrayList<>();
        private final List<Outgoing> taken = new ArrayList<>();

        @Override
        public Map<String, Sent> sendEach(List<Outgoing> messages) {
            asked.add(String.join(",", messages.stream().map(Outgoing::queue).toList()));
            Sending sending = new Sending();
            for (Outgoing message : messages) {
                if (sending.isWorthTrying(message.id(), message.queue())) {
                    sending.became(message.id(), message.queue(), take(message));
                }
            }
            return sending.became();
        }

        private Sent take(Outgoing message) {
            if (full.contains(message.queue()) || taken.size() == room) {
                return new Sent.Away("full or away");
            } else if (gone.contains(message.queue())) {
                return new Sent.Undeliverable("gone");
            }
            taken.add(message);
            return new Sent.Taken();
        }

        @Override
        public Subscription subscribe(String queue, Receiver receiver) {
            throw new AssertionError("a courier takes nothing");
        }

        @Override
        public Peeked peek(String queue, int most) {
            throw new AssertionError("a courier looks at nothing");
        }

        @Override
        public BrokerStatus status() {
            throw new AssertionError("a courier asks for nothing");
        }

        @Override
        public void close() {
            // there is nothing to end
        }
    }

    @BeforeEach
    void open() {
        stage = new JobStage(data);
        parts = new StreamedReplies(broker, stage.jobs());
    }

    @AfterEach
    void close() {
        parts.close();
        stage.close();
    }

    /** Deliveries named by their numbers. */
    private Map<String, Receipt> bring(String... queues) {
        List<Delivery> deliveries = new ArrayList<>();
        Stream.of(queues).forEach(queue -> deliveries.add(delivery("" + deliveries.size(), queue)));
        return new QueueCourier(broker, CONFIG, parts).bring(deliveries);
    }

    private static Delivery delivery(String id, String queue) {
        return delivery(id, "job-" + id, queue, "{}".getBytes(UTF_8));
    }

    private static Delivery delivery(String id, String name, String queue, byte @Nullable [] reply) {
        JobView job = new JobView(name, "me", "fast", Origin.QUEUE, JobState.ANSWERED, 4, 1, 0, 0, 0, null, 1L,
                "one", 200, reply, null, null, 0);
        return new Delivery(id, job, Kind.QUEUE, queue, null, 0, null);
    }

    @Test
    @DisplayName("GIVEN one queue that is full among others WHEN answers are brought THEN the others get theirs, and it is counted for the full one")
    void bring_oneFull() {
        broker.full = Set.of("b");

        assertThat(bring("a", "b", "c", "b")).containsOnly(Map.entry("0", DELIVERED),
                Map.entry("1", new Receipt.Refused("full or away")), Map.entry("2", DELIVERED),
                Map.entry("3", new Receipt.Refused("full or away")));
        assertThat(broker.asked).containsExactly("a,b,c,b");
    }

    @Test
    @DisplayName("GIVEN a broker that is away WHEN answers are brought THEN it is asked once, and nothing is counted")
    void bring_away() {
        broker.full = Set.of("a", "b", "c");

        assertThat(bring("a", "b", "c", "a")).hasSize(4).containsValue(AWAY).doesNotContainValue(DELIVERED)
                .allSatisfy((id, receipt) -> assertThat(receipt).isEqualTo(AWAY));
        assertThat(broker.asked).containsExactly("a,b,c,a");
    }

    @Test
    @DisplayName("GIVEN a full queue and nothing for others WHEN answers are brought THEN it may be the broker, and nothing is counted")
    void bring_fullAlone() {
        broker.full = Set.of("a");

        assertThat(bring("a", "a")).containsOnly(Map.entry("0", AWAY), Map.entry("1", AWAY));
        assertThat(broker.asked).containsExactly("a,a");
    }

    @Test
    @DisplayName("GIVEN answers that were not tried as two queues took nothing WHEN another had taken some THEN only for the two it is counted")
    void bring_untried() {
        broker.full = Set.of("b", "c");

        assertThat(bring("a", "b", "c", "d")).containsOnly(Map.entry("0", DELIVERED),
                Map.entry("1", new Receipt.Refused("full or away")),
                Map.entry("2", new Receipt.Refused("full or away")), Map.entry("3", AWAY));
    }

    @Test
    @DisplayName("GIVEN a queue that is gone and one that is full WHEN answers are brought THEN each has its own receipt")
    void bring_goneAndFull() {
        broker.gone = Set.of("a");
        broker.full = Set.of("c");

        assertThat(bring("a", "b", "c", "a")).containsOnly(Map.entry("0", new Receipt.Undeliverable("gone")),
                Map.entry("1", DELIVERED), Map.entry("2", new Receipt.Refused("full or away")),
                Map.entry("3", new Receipt.Undeliverable("gone")));
    }

    /** The delivery of a streamed answer that has parts. */
    private Delivery streamed(String queue, int count) {
        String job = stage.streamed(queue, count);
        return delivery(stage.jobs().streamed().of(job).getFirst().id(), job, queue, null);
    }

    @Test
    @DisplayName("GIVEN streamed answers whose parts are not taken WHEN answers are brought THEN the others get theirs, and no end comes without its parts")
    void bring_partsNotTaken() {
        broker.full = Set.of("b");
        broker.gone = Set.of("c");
        List<Delivery> deliveries = List.of(delivery("0", "a"), streamed("b", 2), streamed("c", 2), delivery("3", "b"),
                streamed("d", 2));

        Map<String, Receipt> receipts = new QueueCourier(broker, CONFIG, parts).bring(deliveries);

        Receipt refused = new Receipt.Refused("full or away");
        assertThat(deliveries).extracting(delivery -> receipts.get(delivery.id())).containsExactly(DELIVERED, refused,
                new Receipt.Undeliverable("gone"), refused, DELIVERED);
        assertThat(broker.asked).containsExactly("b,b", "c,c", "d,d", "a,d");
    }

    @Test
    @DisplayName("GIVEN a streamed answer of whose parts some were taken WHEN it is brought again THEN those are not sent again")
    void bring_someParts() {
        broker.room = 2;
        Delivery delivery = streamed("a", 4);
        QueueCourier courier = new QueueCourier(broker, CONFIG, parts);

        assertThat(courier.bring(List.of(delivery))).containsOnly(Map.entry(delivery.id(), AWAY));
        broker.room = Integer.MAX_VALUE;
        assertThat(courier.bring(List.of(delivery))).containsOnly(Map.entry(delivery.id(), DELIVERED));

        assertThat(broker.taken).extracting(Outgoing::id).containsExactly(delivery.id() + "/0", delivery.id() + "/1",
                delivery.id() + "/2", delivery.id() + "/3", delivery.id());
        assertThat(broker.taken.getLast().properties()).containsEntry(MessageProperties.CHUNK, "4");
    }
}
