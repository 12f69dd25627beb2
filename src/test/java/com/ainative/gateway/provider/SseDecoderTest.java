package com.ainative.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTest {

    /** What was decoded: {@code name|data} for an event, {@code :} for a comment. */
    static final class Decoded implements SseDecoder.Events {

        final List<String> seen = new ArrayList<>();

        @Override
        public void event(String name, byte[] data) {
            seen.add(name + "|" + new String(data, StandardCharsets.UTF_8));
        }

        @Override
        public void comment() {
            seen.add(":");
        }
    }

    private static List<String> decode(String... pieces) {
        Decoded decoded = new Decoded();
        SseDecoder decoder = new SseDecoder(decoded, 1_000);
        for (String piece : pieces) {
            decoder.feed(piece.getBytes(StandardCharsets.UTF_8));
        }
        return decoded.seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    @DisplayName("GIVEN any of the three line endings WHEN decoded THEN the event is the same")
    void feed_lineEndings(String end) {
        assertThat(decode("event: a" + end + "data: 1" + end + "data: 2" + end + end + "data: 3" + end + end))
                .containsExactly("a|1\n2", "|3");
    }

    @Test
    @DisplayName("GIVEN line endings that change within an event WHEN decoded THEN each counts once")
    void feed_mixedLineEndings() {
        assertThat(decode("data: 1\r\ndata: 2\rdata: 3\n\r\n")).containsExactly("|1\n2\n3");
    }

    @Test
    @DisplayName("GIVEN a CRLF cut in two WHEN decoded THEN the LF is no line of its own")
    void feed_cutInsideCrLf() {
        assertThat(decode("data: 1\r", "\ndata: 2\r", "\n\r", "\n")).containsExactly("|1\n2");
    }

    @Test
    @DisplayName("GIVEN a CR at the end of a piece WHEN what follows is no LF THEN nothing is lost")
    void feed_crThenOther() {
        assertThat(decode("data: 1\r", "", "data: 2\r", "\r")).containsExactly("|1\n2");
    }

    @Test
    @DisplayName("GIVEN a stream in pieces of one byte WHEN decoded THEN nothing changes")
    void feed_singleBytes() {
        String stream = "\uFEFFevent: a\r\ndata: ä€😀\r\n\r\n: c\r\ndata\r\n\r\n";
        Decoded decoded = new Decoded();
        SseDecoder decoder = new SseDecoder(decoded, 1_000);
        for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
            decoder.feed(new byte[]{b});
        }
        assertThat(decoded.seen).containsExactly("a|ä€😀", ":", "|");
    }

    @Test
    @DisplayName("GIVEN a byte order mark WHEN it stands first THEN it is skipped, and kept anywhere else")
    void feed_byteOrderMark() {
        assertThat(decode("\uFEFFdata: \uFEFF1\n\n\uFEFFdata: 2\n\n")).containsExactly("|\uFEFF1");
        assertThat(decode("\uFEFF\ndata: 1\n\n")).containsExactly("|1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', value = {"data: x=|x", "data:x=|x", "'data:  x'='| x'", "data:=|", "data=|", "data: =|",
        "'data: a: b'='|a: b'"})
    @DisplayName("GIVEN forms of a data line WHEN decoded THEN one space after the colon is no part of it")
    void feed_field(String line, String expected) {
        assertThat(decode(line + "\n\n")).containsExactly(expected);
    }

    @Test
    @DisplayName("GIVEN comments, ids, retry times and unknown fields WHEN decoded THEN only the comments are told")
    void feed_otherFields() {
        assertThat(decode(": hello\n:\nid: 7\nretry: 10\nDATA: no\ndat: no\ndatas: no\n data: no\ndata: yes\n\n"))
                .containsExactly(":", ":", "|yes");
    }

    @Test
    @DisplayName("GIVEN an event without data WHEN it ends THEN it is nothing, and its name does not stick")
    void feed_eventWithoutData() {
        assertThat(decode("event: ping\n\ndata: 1\n\nevent: a\ndata: 2\n\ndata: 3\n\n")).containsExactly("|1", "a|2",
                "|3");
    }

    @Test
    @DisplayName("GIVEN two names in one event WHEN decoded THEN the last counts")
    void feed_nameTwice() {
        assertThat(decode("event: a\nevent: b\ndata: 1\n\nevent\ndata: 2\n\n")).containsExactly("b|1", "|2");
    }

    @Test
    @DisplayName("GIVEN an event whose blank line is missing WHEN the stream ends THEN it still counts, once")
    void end_unfinishedEvent() {
        Decoded decoded = new Decoded();
        SseDecoder decoder = new SseDecoder(decoded, 1_000);
        decoder.feed("event: a\ndata: 1".getBytes(StandardCharsets.UTF_8));
        assertThat(decoded.seen).isEmpty();
        decoder.end();
        decoder.end();
        assertThat(decoded.seen).containsExactly("a|1");
    }

    @Test
    @DisplayName("GIVEN an event as large as the cap and one that is larger WHEN decoded THEN the second is refused")
    void feed_cap() {
        byte[] fits = "data: 3456\n\n".getBytes(StandardCharsets.UTF_8);
        Decoded decoded = new Decoded();
        SseDecoder decoder = new SseDecoder(decoded, 10);
        decoder.feed(fits);
        decoder.feed(fits);
        assertThat(decoded.seen).containsExactly("|3456", "|3456");
        assertThatThrownBy(() -> decoder.feed("data: 34567\n\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BrokenAnswerException.class).hasMessageContaining("10 bytes");
    }

    @Test
    @DisplayName("GIVEN an event of many small lines WHEN they are larger than the cap together THEN it is refused")
    void feed_capOverLines() {
        SseDecoder decoder = new SseDecoder(new Decoded(), 30);
        byte[] line = "data: 0123456789\n".getBytes(StandardCharsets.UTF_8);
        decoder.feed(line);
        assertThatThrownBy(() -> {
            decoder.feed(line);
            decoder.feed(line);
        }).isInstanceOf(BrokenAnswerException.class);
    }

    @Test
    @DisplayName("GIVEN a line longer than the first buffer WHEN it comes in pieces THEN it is whole")
    void feed_longLine() {
        Decoded decoded = new Decoded();
        SseDecoder decoder = new SseDecoder(decoded, 100_000);
        decoder.feed("data: ".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 100; i++) {
            decoder.feed("x".repeat(i * 7).getBytes(StandardCharsets.UTF_8));
        }
        decoder.feed("\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(decoded.seen).containsExactly("|" + "x".repeat(7 * 99 * 100 / 2));
    }
}
