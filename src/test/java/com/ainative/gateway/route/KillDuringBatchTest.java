package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while a batch is done. */
@Timeout(120)
class KillDuringBatchTest {

    private static final int LINES = 60;
    private static final int KILLS = 3;
    /** A kill takes so many calls with it at most. */
    private static final int CONCURRENT = 4;

    private final FakeProvider fake = FakeProvider.start();
    private final Random random = new Random(4);

    @AfterEach
    void stop() {
        fake.close();
    }

    private static String form() {
        String lines = IntStream.range(0, LINES).mapToObj(i -> "{\"custom_id\":\"line " + i
                + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":" + ProcessStage.chat("line " + i)
                + "}").collect(Collectors.joining("\n"));
        return "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"in.jsonl\"\r\n\r\n" + lines
                + "\r\n--b--\r\n";
    }

    private static String content(JsonNode request) {
        return request.at("/messages/0/content").textValue();
    }

    @Test
    @DisplayName("GIVEN a batch that is being done WHEN the gateway is killed again and again THEN it completes, each line has one entry, and none was asked twice")
    void kill_whileBatchIsDone(@TempDir Path home) throws IOException, InterruptedException {
        Semaphore kill = new Semaphore(0);
        KillMoments calls = new KillMoments(random, LINES, KILLS);
        fake.always(wire -> {
            boolean killed = calls.comes();
            boolean before = random.nextBoolean();
            if (killed && before) {
                kill.release();
            }
            wire.json(200, OpenAiSamples.answer(content(wire.request().json())));
            if (killed && !before) {
                kill.release();
            }
        });
        try (ProcessStage gateway = ProcessStage.start(home, """
                tiers: {pro: {requests-per-minute: 1000000}}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                jobs: {concurrent: %d}
                """.formatted(GatewayHarness.openAi(fake), CONCURRENT))) {
            String file = gateway.postTo("/v1/files", "multipart/form-data; boundary=b", form()).path("id").textValue();
            String id = gateway.postTo("/v1/batches", "application/json", "{\"input_file_id\":\"" + file
                    + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}").path("id").textValue();
            for (int i = 0; i < KILLS; i++) {
                kill.acquire();
                gateway.kill();
                gateway.restart();
            }
            JsonNode batch = await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(
                    () -> ProcessStage.json(gateway.read("/v1/batches/" + id)),
                    found -> found.path("status").textValue().equals("completed"));

            List<JsonNode> answers = lines(gateway, batch.path("output_file_id"));
            List<JsonNode> errors = lines(gateway, batch.path("error_file_id"));
            assertThat(answers).allSatisfy(line -> assertThat(
                    line.at("/response/body/choices/0/message/content").textValue())
                    .isEqualTo(line.path("custom_id").textValue()));
            assertThat(errors).hasSizeLessThanOrEqualTo(KILLS * CONCURRENT).allSatisfy(line -> assertThat(
                    line.at("/error/code").textValue()).isEqualTo("outcome_unknown"));
            List<JsonNode> all = new ArrayList<>(answers);
            all.addAll(errors);
            assertThat(all).extracting(line -> line.path("custom_id").textValue()).containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList());
            assertThat(batch.at("/request_counts/completed").intValue()).isEqualTo(answers.size());
            assertThat(batch.at("/request_counts/failed").intValue()).isEqualTo(errors.size());
            assertThat(gateway.queue().at("/jobs/unknown").intValue()).isEqualTo(errors.size());
            assertThat(fake.received()).extracting(call -> content(call.json())).doesNotHaveDuplicates()
                    .containsAll(answers.stream().map(line -> line.path("custom_id").textValue()).toList());
        }
    }

    /** Of a file; none where there is no file. */
    private static List<JsonNode> lines(ProcessStage gateway, JsonNode file) {
        return file.isNull()
                ? List.of()
                : gateway.read("/v1/files/" + file.textValue() + "/content").lines().map(ProcessStage::json).toList();
    }
}
