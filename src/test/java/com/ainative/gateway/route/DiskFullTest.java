package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: the files of the gateway's process cannot become longer, and writing more fails. */
@Timeout(300)
class DiskFullTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** More than the broker's files have when it starts, of which each is 4 MiB. */
    private static final String KIBIBYTES = "6144";
    /** Most of a request, so that few of them fill the store. */
    private static final String LONG = "x".repeat(200_000);

    private static final int CONCURRENT = 2;
    private static final String MESSAGE = "job-message";
    /** Behind the first word of a request: it is with the provider until that is let go. */
    private static final String HELD = "wait";

    private final CountDownLatch held = new CountDownLatch(1);
    private final FakeProvider provider = FakeProvider.start().always(wire -> {
        if (wire.request().body().contains(" " + HELD)) {
            held.await();
        }
        wire.json(200, OpenAiSamples.answer("re: " + content(wire.request().json())));
    });
    /** What was answered with 202: contents by ids. */
    private final Map<String, String> accepted = new LinkedHashMap<>();
    private final Path home;
    private int submissions;

    DiskFullTest(@TempDir Path home) {
        this.home = home;
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private String config() {
        return """
                tiers: {pro: {requests-per-minute: 1000000}}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                jobs: {concurrent: %d}
                ingest: {broker: embedded, listen: "127.0.0.1:0"}
                """.formatted(GatewayHarness.openAi(provider), CONCURRENT);
    }

    /** The word before the filling. */
    private static String content(JsonNode request) {
        String text = request.at("/messages/0/content").textValue();
        return text.substring(0, text.indexOf(' ') < 0 ? text.length() : text.indexOf(' '));
    }

    /** One more. @return why it was not accepted; null when it was */
    private @Nullable HttpResponse<String> submit(ProcessStage gateway, String filling) {
        String content = "job-" + submissions++;
        HttpResponse<String> answer = gateway.post(ProcessStage.chat(content + " " + filling), "prefer",
                "respond-async");
        if (answer.statusCode() != 202) {
            return answer;
        }
        accepted.put(GatewayHarness.json(answer).path("id").textValue(), content);
        return null;
    }

    /** Submits until the disk is full. */
    private HttpResponse<String> fill(ProcessStage gateway) {
        HttpResponse<String> refused = submit(gateway, LONG);
        while (refused == null) {
            assertThat(submissions).isLessThan(1_000);
            refused = submit(gateway, LONG);
        }
        return refused;
    }

    private static void chatWorks(ProcessStage gateway) {
        HttpResponse<String> chat = gateway.post(ProcessStage.chat("chat"));
        assertThat(chat.statusCode()).as(chat.body()).isEqualTo(200);
        assertThat(chat.body()).contains("re: chat");
    }

    private static void refusedAsItShould(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(GatewayHarness.json(refused).at("/error/code").textValue()).isEqualTo("overloaded");
        assertThat(GatewayHarness.json(refused).at("/error/message").textValue()).contains("nothing was changed");
    }

    /**
     * Each job that was accepted has ended, and its provider was asked once; whoever was told 503 left nothing behind.
     *
     * @param acknowledged whether a message was sent, and taken; one that was not may have come all the same
     * @return how many nobody knows of whether they were answered
     */
    private long nothingLost(ProcessStage gateway, boolean acknowledged) {
        List<String> ends = new ArrayList<>();
        accepted.forEach((id, content) -> {
            JsonNode job = await().atMost(PATIENCE).until(() -> gateway.job(id),
                    found -> !found.path("ended_at").isNull());
            ends.add(job.path("status").textValue());
            if (!job.path("status").textValue().equals("unknown")) {
                assertThat(job.at("/response/body/choices/0/message/content").textValue()).isEqualTo("re: " + content);
            }
        });
        List<String> done = new ArrayList<>(accepted.values());
        if (acknowledged) {
            await().atMost(PATIENCE).until(() -> asked().contains(MESSAGE));
        }
        if (asked().contains(MESSAGE)) {
            done.add(MESSAGE);
        }
        assertThat(asked()).containsExactlyInAnyOrderElementsOf(done);
        await().atMost(PATIENCE).until(() -> {
            JsonNode queue = gateway.queue();
            return queue.at("/jobs/answered").asInt() + queue.at("/jobs/unknown").asInt() == done.size()
                    && queue.at("/jobs/accepted").asInt() + queue.at("/jobs/dispatched").asInt() == 0
                    && queue.at("/deliveries/waiting").asInt() == 0;
        });
        return ends.stream().filter("unknown"::equals).count();
    }

    /** For which jobs the provider was called. */
    private List<String> asked() {
        return provider.received().stream().map(call -> content(call.json()))
                .filter(content -> content.startsWith("job-")).toList();
    }

    @Test
    @DisplayName("GIVEN a disk that is full WHEN the gateway is killed and starts with room THEN all that was accepted is done, and HTTP never noticed")
    void full_killed() throws IOException, InterruptedException {
        try (ProcessStage gateway = ProcessStage.startCramped(home, config(), KIBIBYTES)) {
            refusedAsItShould(fill(gateway));
            for (int i = 0; i < 10; i++) {
                chatWorks(gateway);
                HttpResponse<String> refused = submit(gateway, LONG);
                if (refused != null) { // now and then H2 finds room in its file
                    refusedAsItShould(refused);
                }
            }
            HttpResponse<String> message = gateway.enqueue(ProcessStage.chat(MESSAGE));
            assertThat(message.statusCode()).isIn(202, 503);
            gateway.process().limit("0"); // the broker's files had their length from the beginning
            assertThat(gateway.enqueue(ProcessStage.chat("job-refused")).statusCode()).isEqualTo(503);
            chatWorks(gateway);

            gateway.kill();
            gateway.restart();

            chatWorks(gateway);
            assertThat(submit(gateway, LONG)).isNull();
            assertThat(nothingLost(gateway, message.statusCode() == 202)).isLessThanOrEqualTo(CONCURRENT);
        }
    }

    @Test
    @DisplayName("GIVEN a disk that gets full while a provider has a job WHEN there is room again THEN the gateway goes on by itself, and the answer was kept")
    void full_roomAgain() throws IOException, InterruptedException {
        assumeThat(Path.of("/usr/bin/prlimit")).isExecutable();
        try (ProcessStage gateway = ProcessStage.startCramped(home, config(), "unlimited")) {
            assertThat(submit(gateway, HELD)).isNull();
            await().atMost(PATIENCE).until(() -> provider.openCalls() == 1);

            gateway.process().limit("0");

            refusedAsItShould(fill(gateway));
            held.countDown();
            await().atMost(PATIENCE).until(() -> provider.openCalls() == 0);
            refusedAsItShould(fill(gateway));
            assertThat(gateway.enqueue(ProcessStage.chat(MESSAGE)).statusCode()).isEqualTo(503);
            chatWorks(gateway);

            gateway.process().limit("unlimited");

            await().atMost(PATIENCE).until(() -> submit(gateway, LONG) == null);
            await().atMost(PATIENCE).until(() -> gateway.queue().at("/broker/trouble").isNull());
            assertThat(nothingLost(gateway, false)).isZero();
        }
    }
}
