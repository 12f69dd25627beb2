package com.ainative.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.conformance.Recording.Protocol;
import com.ainative.gateway.fake.ChunkRecorder;
import com.ainative.gateway.provider.Dialect;
import com.ainative.gateway.provider.SseDecoder;
import com.ainative.gateway.provider.StreamTranslator;
import com.ainative.gateway.provider.anthropic.AnthropicDialect;
import com.ainative.gateway.provider.openai.OpenAiDialect;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams cut in two at each of their bytes, decoded and translated. */
@EnabledIf(value = Fixtures.PRESENT, disabledReason = Fixtures.ABSENT)
class SplitTest {

    private static final TargetConfig TARGET = TargetConfig.of("any", "model");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    static List<Recording> streams() {
        return Fixtures.open().recordings().stream().filter(Recording::isStream).toList();
    }

    /** One event; comments are events too. */
    private record Event(String name, String data) {
    }

    /** What came out of a stream: the chunks, and how it ended. */
    private record Outcome(List<ObjectNode> chunks, String end) {
    }

    /**
     * A translator sees events alone, so it is run once for each list of events that a cut leads to: for a sound decoder
     * that is one.
     */
    @ParameterizedTest
    @MethodSource("streams")
    @DisplayName("GIVEN a recorded stream WHEN cut in two anywhere THEN the same chunks come out, and the same end")
    void feed_everySplit(Recording recording) {
        byte[] body = recording.body();
        Map<List<Event>, Outcome> outcomes = new ConcurrentHashMap<>();
        Outcome whole = translate(recording, decode(body));
        List<Integer> wrong = IntStream.range(0, body.length).parallel().filter(at -> {
            List<Event> events = decode(Arrays.copyOf(body, at), Arrays.copyOfRange(body, at, body.length));
            return !outcomes.computeIfAbsent(events, decoded -> translate(recording, decoded)).equals(whole);
        }).boxed().toList();
        assertThat(whole.chunks().isEmpty()).isEqualTo(whole.end().startsWith("Failure"));
        assertThat(wrong).as("cuts that change something").isEmpty();
    }

    private static List<Event> decode(byte[]... pieces) {
        List<Event> events = new ArrayList<>();
        SseDecoder decoder = new SseDecoder(new SseDecoder.Events() {
            @Override
            public void event(String name, byte[] data) {
                events.add(new Event(name, new String(data, StandardCharsets.UTF_8)));
            }

            @Override
            public void comment() {
                events.add(new Event("a comment", ""));
            }
        }, 1_000_000);
        for (byte[] piece : pieces) {
            decoder.feed(piece);
        }
        decoder.end();
        return events;
    }

    private static Outcome translate(Recording recording, List<Event> events) {
        StreamTranslator translator = translator(recording);
        ChunkRecorder sink = new ChunkRecorder();
        for (Event event : events) {
            if (!event.name().equals("a comment")) {
                translator.event(event.name(), event.data().getBytes(StandardCharsets.UTF_8), sink);
            }
        }
        translator.end(sink);
        return new Outcome(sink.chunks(), sink.isDone() ? "done" : String.valueOf(sink.failure()));
    }

    private static StreamTranslator translator(Recording recording) {
        Dialect dialect = recording.protocol() == Protocol.OPENAI ? new OpenAiDialect() : new AnthropicDialect(CLOCK);
        ObjectNode request = Json.object().put("model", "any").put("stream", true);
        request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        return dialect.call(new ChatRequest(request), TARGET).stream();
    }
}
