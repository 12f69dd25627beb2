package com.ainative.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.provider.SseDecoderTest.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold of any stream, however its lines end and wherever the network cuts it. */
class SseDecoderPropertyTest {

    /** One event as it is sent; without lines of data it is none. */
    record Sent(String name, List<String> lines, boolean commented) {

        List<String> decoded() {
            String data = String.join("\n", lines);
            String event = name + "|" + data;
            if (lines.isEmpty()) {
                return commented ? List.of(":") : List.of();
            }
            return commented ? List.of(":", event) : List.of(event);
        }
    }

    @Provide
    Arbitrary<List<Sent>> streams() {
        // A byte order mark within a line is data; at the very start of the stream it would not be.
        Arbitrary<String> line = Arbitraries.strings().all().excludeChars('\r', '\n').ofMaxLength(12)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        Arbitrary<Sent> sent = Combinators.combine(Arbitraries.of("", "message", "ping"), line.list().ofMaxSize(4),
                Arbitraries.of(true, false)).as(Sent::new);
        return sent.list().ofMaxSize(8);
    }

    @Property(tries = 500, seed = "20261123")
    @Label("GIVEN any events, line endings and cuts WHEN decoded THEN exactly these events come out")
    void feed_anyCuts(@ForAll("streams") List<Sent> events, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = written(events, random).getBytes(StandardCharsets.UTF_8);
        Decoded decoded = new Decoded();
        SseDecoder decoder = new SseDecoder(decoded, 10_000);
        for (int from = 0; from < bytes.length;) {
            int to = Math.min(bytes.length, from + random.nextInt(6));
            decoder.feed(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        decoder.end();
        assertThat(decoded.seen).isEqualTo(events.stream().flatMap(event -> event.decoded().stream()).toList());
    }

    private static String written(List<Sent> events, Random random) {
        StringBuilder stream = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        for (Sent event : events) {
            if (event.commented()) {
                line(": any\uFEFF words", stream, random);
            }
            if (!event.name().isEmpty()) {
                line("event: " + event.name(), stream, random);
            }
            for (String text : event.lines()) {
                line(random.nextBoolean() ? "data: " + text : "data:" + (text.startsWith(" ") ? " " : "") + text,
                        stream, random);
                if (random.nextInt(4) == 0) {
                    line("id: 7", stream, random);
                }
            }
            line("", stream, random);
        }
        return stream.toString();
    }

    /** A CR must not be followed by an LF that belongs to the next line, or the two are one ending. */
    private static void line(String text, StringBuilder stream, Random random) {
        String end = new String[]{"\n", "\r", "\r\n"}[random.nextInt(3)];
        boolean afterCr = !stream.isEmpty() && stream.charAt(stream.length() - 1) == '\r';
        stream.append(text).append(text.isEmpty() && afterCr && end.equals("\n") ? "\r\n" : end);
    }
}
