package com.ainative.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.conformance.Recording.Protocol;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers really said, through the gateway, and what a caller must get for it. */
@EnabledIf(value = Fixtures.PRESENT, disabledReason = Fixtures.ABSENT)
@TestInstance(Lifecycle.PER_CLASS)
class ReplayTest {

    private static final int RANDOM_SPLITS = 20;
    /** Changed on purpose: see what the OpenAI dialect says of each. */
    private static final Set<String> HELD_TO_SCHEMA = Set.of("/object", "/service_tier", "/usage",
            "/choices/0/message/content", "/choices/0/delta/content", "/choices/0/delta/tool_calls/0/index");

    private List<Recording> recordings = List.of();
    @SuppressWarnings("NullAway.Init")
    private Replay replay;

    @BeforeAll
    void start() {
        recordings = Fixtures.open().recordings();
        replay = new Replay(recordings);
    }

    @AfterAll
    void stop() {
        replay.close();
    }

    Stream<Recording> answers() {
        return recordings.stream().filter(recording -> recording.isAnswer() && !isErrorEvent(recording));
    }

    Stream<Recording> openAiAnswers() {
        return answers().filter(recording -> recording.protocol() == Protocol.OPENAI);
    }

    Stream<Recording> streams() {
        return answers().filter(Recording::isStream);
    }

    Stream<Recording> errors() {
        return recordings.stream().filter(recording -> !recording.isAnswer());
    }

    Stream<Recording> errorEvents() {
        return recordings.stream().filter(ReplayTest::isErrorEvent);
    }

    private static boolean isErrorEvent(Recording recording) {
        return recording.isStream() && recording.events().stream()
                .anyMatch(event -> event.has("error") || event.path("type").asText().equals("error"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    @DisplayName("GIVEN a recorded answer WHEN replayed THEN the caller gets the same in OpenAI's words, and openai-java finds it valid")
    void replay_answer(Recording recording) throws Exception {
        HttpResponse<String> answer = replay.ask(recording);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse(""))
                .startsWith(recording.isStream() ? "text/event-stream" : "application/json");
        assertThat(summary(recording, answer.body())).isEqualTo(expected(recording));
        if (recording.isStream()) {
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
            for (JsonNode chunk : Recording.events(answer.body())) {
                ObjectMappers.jsonMapper().readValue(chunk.toString(), ChatCompletionChunk.class).validate();
            }
            assertThat(toolIndexes(answer.body())).isEqualTo(IntStream
                    .range(0, summary(recording, answer.body()).calls().size()).boxed().collect(Collectors.toSet()));
        } else {
            ObjectMappers.jsonMapper().readValue(answer.body(), ChatCompletion.class).validate();
        }
    }

    /** Clients make lists of them, so they have to be counted from zero. */
    private static Set<Integer> toolIndexes(String body) {
        Set<Integer> indexes = new TreeSet<>();
        for (JsonNode chunk : Recording.events(body)) {
            chunk.at("/choices/0/delta/tool_calls").forEach(call -> indexes.add(call.path("index").intValue()));
        }
        return indexes;
    }

    private static Summary summary(Recording recording, String body) {
        return recording.isStream()
                ? OpenAiReading.streamed(Recording.events(body))
                : OpenAiReading.whole(Recording.read(body));
    }

    private static Summary expected(Recording recording) {
        if (recording.protocol() == Protocol.ANTHROPIC) {
            return recording.isStream()
                    ? AnthropicReading.streamed(recording.events())
                    : AnthropicReading.whole(recording.json());
        }
        return summary(recording, recording.text()).withReasoningCounted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-tool-stream", "anthropic-thinking-stream", "anthropic-thinking-tool",
        "anthropic-no-arguments", "anthropic-json-output", "openai-stream", "openai-tool", "azure-stream",
        "mistral-thinking", "xai-stream", "tool-index-from-one"})
    @DisplayName("GIVEN a recording of which it is written down what it holds WHEN replayed THEN the caller gets that")
    void replay_writtenDown(String name) {
        JsonNode written = Recording.read(Fixtures.resource("expected/" + name + ".json"));
        Recording recording = recordings.stream().filter(r -> r.name().equals(written.path("recording").textValue()))
                .findFirst().orElseThrow();
        String body = replay.ask(recording).body();
        assertThat(summary(recording, body).digest()).isEqualTo(written.path("answer"));
    }

    @ParameterizedTest
    @MethodSource("openAiAnswers")
    @DisplayName("GIVEN a recorded answer in OpenAI's protocol WHEN replayed THEN fields the gateway does not know survive")
    void replay_keepsFields(Recording recording) {
        String body = replay.ask(recording).body();
        if (!recording.isStream()) {
            assertThat(lost("", recording.json(), Recording.read(body))).isEmpty();
            return;
        }
        List<JsonNode> recorded = recording.events().stream().filter(chunk -> !chunk.path("choices").isEmpty()
                || chunk.has("prompt_filter_results")).toList();
        List<JsonNode> chunks = Recording.events(body);
        for (int i = 0; i < recorded.size(); i++) {
            assertThat(lost("", recorded.get(i), chunks.get(i))).as("chunk %d", i).isEmpty();
        }
    }

    private static List<String> lost(String path, JsonNode recorded, JsonNode answered) {
        if (recorded.isContainerNode() && answered.getNodeType() == recorded.getNodeType()) {
            List<String> lost = new ArrayList<>();
            recorded.properties().forEach(field -> lost.addAll(
                    lost(path + "/" + field.getKey(), field.getValue(), answered.path(field.getKey()))));
            IntStream.range(0, recorded.isArray() ? recorded.size() : 0).forEach(
                    i -> lost.addAll(lost(path + "/" + i, recorded.path(i), answered.path(i))));
            return lost;
        }
        boolean same = recorded.equals(answered) || HELD_TO_SCHEMA.contains(path);
        return same ? List.of() : List.of(path + ": " + recorded + " became " + answered);
    }

    @ParameterizedTest
    @MethodSource("errors")
    @DisplayName("GIVEN a recorded error WHEN replayed THEN the caller gets its status and words in OpenAI's shape")
    void replay_error(Recording recording) {
        HttpResponse<String> answer = replay.ask(recording);
        JsonNode error = Recording.read(answer.body()).path("error");
        // 529 is Anthropic's own.
        assertThat(answer.statusCode()).isEqualTo(recording.status() == 529 ? 503 : recording.status());
        assertThat(error.properties()).extracting(field -> field.getKey()).containsExactly("message", "type", "param",
                "code");
        JsonNode recorded = recording.json().path("error");
        assertThat(error.path("message").textValue()).contains(recorded.path("message").textValue());
        if (recording.status() == 429) {
            assertThat(error.path("code").textValue()).isEqualTo("rate_limit_exceeded");
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
        } else if (recording.protocol() == Protocol.OPENAI) {
            assertThat(error.path("type")).isEqualTo(recorded.path("type"));
            assertThat(error.path("code").textValue()).isEqualTo(recorded.path("code").textValue());
            assertThat(error.path("param").textValue()).isEqualTo(recorded.path("param").textValue());
        } else {
            assertThat(error.path("code").textValue())
                    .isEqualTo(recording.status() == 529 ? "overloaded" : "model_not_found");
        }
    }

    @ParameterizedTest
    @MethodSource("errorEvents")
    @DisplayName("GIVEN a recorded stream that is an error WHEN replayed THEN it is a failure, with a status while there can be one, never an end")
    void replay_errorEvent(Recording recording) {
        HttpResponse<String> answer = replay.ask(recording);
        assertThat(answer.body()).contains("\"error\":{").doesNotContain("[DONE]");
        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @MethodSource("streams")
    @DisplayName("GIVEN a recorded stream WHEN it comes byte by byte THEN the caller gets the same chunks")
    void replay_singleBytes(Recording recording) {
        assertThat(chunks(replay.ask(recording, IntStream.range(1, recording.body().length).boxed().toList())))
                .isEqualTo(chunks(replay.ask(recording)));
    }

    @ParameterizedTest
    @MethodSource("streams")
    @DisplayName("GIVEN a recorded stream WHEN it is cut at random THEN the caller gets the same chunks")
    void replay_randomSplits(Recording recording) {
        List<JsonNode> whole = chunks(replay.ask(recording));
        for (int seed = 0; seed < RANDOM_SPLITS; seed++) {
            Random random = new Random(seed);
            Set<Integer> cuts = new TreeSet<>();
            int most = 1 + random.nextInt(60);
            random.ints(most, 1, recording.body().length).forEach(cuts::add);
            assertThat(chunks(replay.ask(recording, new ArrayList<>(cuts)))).as("seed %d", seed).isEqualTo(whole);
        }
    }

    /** Without the time, which for Anthropic is the gateway's. */
    private static List<JsonNode> chunks(HttpResponse<String> answer) {
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        List<JsonNode> chunks = Recording.events(answer.body());
        chunks.forEach(chunk -> Fixtures.object(chunk).remove("created"));
        return Collections.unmodifiableList(chunks);
    }
}
