package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.MultipartField;
import com.openai.core.http.HttpResponse;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.batches.BatchCreateParams.CompletionWindow;
import com.openai.models.batches.BatchCreateParams.Endpoint;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OpenAI's official Java client, unmodified, with a batch of a hundred. */
@Timeout(60)
class BatchSdkTest {

    private static final int LINES = 100;

    private static String line(int i) {
        return "{\"custom_id\":\"request-" + i + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":"
                + "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"number " + i + ".\"}]}}";
    }

    private static boolean isRefused(int i) {
        return i % 10 == 3;
    }

    private static JsonNode json(String line) {
        try {
            return Json.read(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static List<JsonNode> lines(OpenAIClient client, String file) {
        try (HttpResponse content = client.files().content(file); InputStream body = content.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8).lines().map(BatchSdkTest::json).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> customIds(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("custom_id").textValue()).collect(Collectors.toSet());
    }

    @Test
    @DisplayName("GIVEN a hundred requests, some of which the provider refuses WHEN run as a batch THEN each has its line in one of the files")
    void batch_ofAHundred() {
        try (SdkStage stage = new SdkStage(Behind.OPENAI).plays(wire -> {
            String asked = wire.request().json().at("/messages/0/content").textValue();
            int number = Integer.parseInt(asked.replaceAll("\\D", ""));
            if (isRefused(number)) {
                wire.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}");
            } else {
                wire.json(200, OpenAiSamples.answer("answer " + number));
            }
        })) {
            OpenAIClient client = stage.client();
            String input = IntStream.range(0, LINES).mapToObj(BatchSdkTest::line).collect(Collectors.joining("\n"));
            FileObject file = client.files().create(FileCreateParams.builder().purpose(FilePurpose.BATCH)
                    .file(MultipartField.<InputStream>builder()
                            .value(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                            .filename("requests.jsonl").contentType("application/jsonl").build())
                    .build()).validate();
            assertThat(file.filename()).isEqualTo("requests.jsonl");
            assertThat(file.bytes()).isEqualTo(input.getBytes(StandardCharsets.UTF_8).length);
            assertThat(client.files().retrieve(file.id()).validate()).isEqualTo(file);

            Batch created = client.batches().create(BatchCreateParams.builder().inputFileId(file.id())
                    .endpoint(Endpoint.V1_CHAT_COMPLETIONS).completionWindow(CompletionWindow._24H).build()).validate();
            Batch batch = await().atMost(Duration.ofSeconds(40)).until(() -> client.batches().retrieve(created.id()),
                    seen -> seen.status().equals(Batch.Status.COMPLETED)).validate();

            assertThat(batch.requestCounts().orElseThrow().total()).isEqualTo(LINES);
            assertThat(batch.requestCounts().orElseThrow().completed()).isEqualTo(90);
            assertThat(batch.requestCounts().orElseThrow().failed()).isEqualTo(10);
            List<JsonNode> answers = lines(client, batch.outputFileId().orElseThrow());
            List<JsonNode> errors = lines(client, batch.errorFileId().orElseThrow());
            assertThat(answers).hasSize(90).allSatisfy(line -> {
                assertThat(line.at("/response/status_code").intValue()).isEqualTo(200);
                assertThat(line.at("/response/body/choices/0/message/content").textValue())
                        .isEqualTo("answer " + line.path("custom_id").textValue().substring("request-".length()));
                assertThat(line.path("error").isNull()).isTrue();
            });
            assertThat(errors).hasSize(10)
                    .allSatisfy(line -> assertThat(line.at("/response/status_code").intValue()).isEqualTo(400));
            Set<String> all = new HashSet<>(customIds(answers));
            all.addAll(customIds(errors));
            assertThat(all).hasSize(LINES);
            assertThat(stage.provider.received()).hasSize(LINES);

            assertThat(client.files().list().data()).hasSize(3);
            assertThat(client.batches().list().data()).singleElement().isEqualTo(batch);
            assertThat(client.files().delete(file.id()).validate().deleted()).isTrue();
        }
    }
}
