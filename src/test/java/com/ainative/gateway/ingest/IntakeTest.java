package com.ainative.gateway.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.job.AcceptJob;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IntakeTest {

    @TempDir
    private Path data;
    private JobStage stage;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void open() {
        stage = new JobStage(data);
    }

    @AfterEach
    void close() {
        stage.close();
        vertx.close().await();
    }

    private List<Outgoing> take(GenerationRoutes routes, int deliveries) throws InterruptedException {
        IngestConfig config = new IngestConfig(null, null, null, Map.of(), "requests", "replies", "dead", null);
        return new Intake("requests", routes, stage.jobs(), new Replies(config), vertx).take(List.of(
                new Incoming("m1", "{}".getBytes(UTF_8), Map.of(), null, "c1", 4, deliveries, null)));
    }

    private GenerationRoutes failing(Supplier<? extends Throwable> why) {
        return (uri, request, fill) -> {
            runs.incrementAndGet();
            switch (why.get()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new AssertionError("routes do not throw it", e);
            }
        };
    }

    @Test
    @DisplayName("GIVEN a message that went back often for others' faults WHEN it is taken THEN it is accepted, and nothing is sent for it")
    void take_deliveredOften() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(take((uri, request, fill) -> fill.apply(camel.getEndpoint("direct:any"))
                    .setVariable(AcceptJob.VARIABLE, "accepted"), 50)).isEmpty();
        }
    }

    @Test
    @DisplayName("GIVEN a message that went back often WHEN it is wrong THEN it is refused, and no dead letter")
    void take_deliveredOften_refused() throws InterruptedException {
        List<Outgoing> sent = take(failing(() -> ErrorCode.INVALID_REQUEST.because("wrong").toException()), 50);

        assertThat(sent).extracting(Outgoing::queue).containsExactly("replies");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @DisplayName("GIVEN a message that went back often WHEN the route fails for it THEN it goes through it once, and is a dead letter")
    void take_deliveredOften_fails(int kind) throws InterruptedException {
        List<Supplier<Throwable>> kinds = List.of(() -> ErrorCode.INTERNAL.because("failed").toException(),
                () -> new IndexOutOfBoundsException("made up"), () -> new StackOverflowError("made up"));

        List<Outgoing> sent = take(failing(kinds.get(kind)), 6);

        assertThat(sent).extracting(Outgoing::queue).containsExactly("replies", "dead");
        assertThat(sent.getLast().properties()).containsEntry(MessageProperties.REASON, "not_accepted")
                .containsEntry(MessageProperties.TRIES, "6");
        assertThat(runs).hasValue(1);
    }

    @Test
    @DisplayName("GIVEN a message that comes for the fifth time WHEN the route fails for it THEN it goes through it five times")
    void take_fails() throws InterruptedException {
        List<Outgoing> sent = take(failing(() -> ErrorCode.INTERNAL.because("failed").toException()), 5);

        assertThat(sent).extracting(Outgoing::queue).containsExactly("replies", "dead");
        assertThat(runs).hasValue(5);
    }
}
