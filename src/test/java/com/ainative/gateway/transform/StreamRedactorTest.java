package com.ainative.gateway.transform;

import static com.ainative.gateway.transform.Redactions.digits;
import static com.ainative.gateway.transform.Redactions.redaction;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.TransformRule.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamRedactorTest {

    private static StreamRedactor redactor(Redaction... redactions) {
        return new StreamRedactor(List.of(redactions));
    }

    /** What comes out for each piece, and at the end. */
    private static List<String> pieces(StreamRedactor redactor, String... pieces) {
        List<String> out = new ArrayList<>();
        for (String piece : pieces) {
            out.add(redactor.feed(piece));
        }
        out.add(redactor.end());
        return out;
    }

    @Test
    @DisplayName("GIVEN a match cut in two WHEN the pieces come THEN its beginning waits and the match is replaced")
    void feed_matchAcrossPieces() {
        assertThat(pieces(redactor(digits()), "PIN 12", "34", ".")).containsExactly("PIN ", "", "#.", "");
    }

    @Test
    @DisplayName("GIVEN the beginning of a match WHEN the next piece shows it is none THEN it goes on at once")
    void feed_noMatchAfterAll() {
        assertThat(pieces(redactor(digits()), "room 12", "a", "b")).containsExactly("room ", "12a", "b", "");
    }

    @Test
    @DisplayName("GIVEN text no match can begin with WHEN it comes THEN nothing of it is held back")
    void feed_ordinaryText() {
        StreamRedactor redactor = redactor(digits());
        assertThat(redactor.feed("Hello, world")).isEqualTo("Hello, world");
        assertThat(redactor.holds()).isFalse();
    }

    @Test
    @DisplayName("GIVEN a match that cannot grow WHEN its last character comes THEN it is replaced without waiting")
    void feed_longestMatch() {
        StreamRedactor redactor = redactor(digits());
        assertThat(redactor.feed("4111111111111111")).isEqualTo("#");
        assertThat(redactor.holds()).isFalse();
    }

    @Test
    @DisplayName("GIVEN a match held because it could grow WHEN the text ends THEN it is replaced")
    void end_heldMatch() {
        assertThat(pieces(redactor(digits()), "12345")).containsExactly("", "#");
    }

    @Test
    @DisplayName("GIVEN an alternative that needs no more text WHEN a longer one begins alike THEN the first wins at once")
    void feed_alternativesWithCommonPrefix() {
        assertThat(pieces(redactor(redaction("foo|foobar", "#", 6)), "fo", "o", "bar"))
                .containsExactly("", "#", "bar", "");
        assertThat(pieces(redactor(redaction("foobar|foo", "#", 6)), "fo", "o", "bat"))
                .containsExactly("", "", "#bat", "");
    }

    @Test
    @DisplayName("GIVEN a chain WHEN the first replacement is part of the second's match THEN that is found across pieces")
    void feed_chain() {
        StreamRedactor redactor = redactor(redaction("a+", "b", 9), redaction("bb", "c", 2));
        assertThat(pieces(redactor, "aa", "a", "b", "x")).containsExactly("", "", "c", "x", "");
    }

    @Test
    @DisplayName("GIVEN a surrogate pair cut in two WHEN the halves come THEN the pair is given out and matched as one")
    void feed_cutSurrogatePair() {
        assertThat(pieces(redactor(digits()), "a\uD83D", "\uDE42b")).containsExactly("a", "\uD83D\uDE42b", "");
        assertThat(pieces(redactor(redaction("🙂", "#", 2)), "a\uD83D", "\uDE42b")).containsExactly("a", "#b", "");
        assertThat(pieces(redactor(redaction("[^ab]", "#", 2)), "a\uD83D", "\uDE42b")).containsExactly("a", "#b", "");
    }

    @Test
    @DisplayName("GIVEN half a surrogate pair WHEN the text ends on it THEN it is held until then and given out")
    void end_halfSurrogatePair() {
        StreamRedactor redactor = redactor(digits());
        assertThat(redactor.feed("a\uD83D")).isEqualTo("a");
        assertThat(redactor.holds()).isTrue();
        assertThat(redactor.end()).isEqualTo("\uD83D");
        assertThat(redactor.holds()).isFalse();
    }

    @Test
    @DisplayName("GIVEN a pattern anchored to the beginning WHEN pieces come THEN it matches only the very first text")
    void feed_beginAnchor() {
        assertThat(pieces(redactor(redaction("^ab", "#", 2)), "a", "b", "ab", "ab")).containsExactly("", "#", "ab",
                "ab", "");
    }

    @Test
    @DisplayName("GIVEN a pattern anchored to the end WHEN pieces come THEN it matches only the very last text")
    void feed_endAnchor() {
        assertThat(pieces(redactor(redaction("ab$", "#", 2)), "ab", "ab")).containsExactly("", "ab", "#");
    }

    @Test
    @DisplayName("GIVEN a lookbehind WHEN what it reads was given out before THEN it still sees it")
    void feed_lookbehind() {
        assertThat(pieces(redactor(redaction("(?<=key=)\\w", "#", 4)), "key", "=", "ab")).containsExactly("key", "=",
                "#b", "");
        assertThat(pieces(redactor(redaction("(?<=^a)b", "#", 1)), "x", "a", "b")).containsExactly("x", "a", "b", "");
        assertThat(pieces(redactor(redaction("(?<!x)y", "#", 1)), "x", "y", "y")).containsExactly("x", "y", "#", "");
    }

    @Test
    @DisplayName("GIVEN a lookahead or word boundary WHEN it needs the next piece THEN the match waits for it")
    void feed_lookahead() {
        assertThat(pieces(redactor(redaction("a(?!b)", "#", 2)), "a", "b", "a", "c")).containsExactly("", "ab", "",
                "#c", "");
        assertThat(pieces(redactor(redaction("\\b\\d{4}\\b", "#", 4)), "1234", "5 6789")).containsExactly("",
                "12345 ", "#");
    }

    @Test
    @DisplayName("GIVEN a match longer than allowed WHEN it comes bit by bit THEN it is replaced as far as it was seen")
    void feed_overlongMatch() {
        assertThat(pieces(redactor(redaction("a+", "#", 3)), "a", "a", "a", "a", "a", "b")).containsExactly("", "", "",
                "#", "", "#b", "");
    }

    @Test
    @DisplayName("GIVEN a pattern whose match never ends WHEN text comes THEN no more than the longest match is held")
    void feed_boundedMemory() {
        RedactionStage stage = new RedactionStage(redaction("a.*z", "#", 5));
        int given = 0;
        for (int fed = 1; fed <= 100; fed++) {
            given += stage.feed("a").length();
            assertThat(stage.held()).isLessThanOrEqualTo(5);
            assertThat(given + stage.held()).isEqualTo(fed);
        }
    }

    @Test
    @DisplayName("GIVEN a piece of many slices WHEN it comes THEN matches across their borders are found")
    void feed_hugePiece() {
        String text = "word 123456 ".repeat(1000) + "🙂".repeat(1000) + "1234";
        StreamRedactor redactor = redactor(digits());
        assertThat(redactor.feed(text) + redactor.end()).isEqualTo(Redactions.expected(text, List.of(digits())));
    }

    @Test
    @DisplayName("GIVEN a pattern that can match nothing WHEN text comes THEN only matches of something count")
    void feed_emptyMatches() {
        assertThat(String.join("", pieces(redactor(redaction("x*", "#", 9)), "ax", "xb", "🙂x"))).isEqualTo("a#b🙂#");
    }

    @Test
    @DisplayName("GIVEN text that was ended WHEN more comes all the same THEN it is matched on its own")
    void end_thenMore() {
        StreamRedactor redactor = redactor(digits());
        redactor.feed("12");
        assertThat(redactor.end()).isEqualTo("12");
        assertThat(pieces(redactor, "34 5678")).containsExactly("34 ", "#");
    }
}
