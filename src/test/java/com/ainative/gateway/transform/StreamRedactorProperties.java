package com.ainative.gateway.transform;

import static com.ainative.gateway.transform.Redactions.redaction;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.TransformRule.Redaction;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a text is cut, what the pieces come to is what the whole comes to. */
class StreamRedactorProperties {

    /** Long enough for every match in the texts below, with what stands behind it. */
    private static final int LONG = 60;

    @Property(tries = 5000, seed = "20261123")
    @Label("GIVEN any text, cut anywhere WHEN it is redacted by patterns of bounded length THEN the cuts do not show")
    void feed_bounded(@ForAll("texts") String text, @ForAll("cuts") List<Integer> cuts,
            @ForAll("bounded") List<Redaction> redactions) {
        assertThat(streamed(text, cuts, redactions)).isEqualTo(Redactions.expected(text, redactions));
    }

    @Property(tries = 5000, seed = "20261123")
    @Label("GIVEN any text, cut anywhere WHEN no match is longer than allowed THEN greedy patterns hide the cuts too")
    void feed_greedy(@ForAll("texts") String text, @ForAll("cuts") List<Integer> cuts,
            @ForAll("greedy") Redaction redaction) {
        assertThat(streamed(text, cuts, List.of(redaction))).isEqualTo(Redactions.expected(text, List.of(redaction)));
    }

    @Property(tries = 3000, seed = "20261123")
    @Label("GIVEN a run of one letter WHEN it is at most as long as allowed THEN it is replaced once, however it is cut")
    void feed_tightBound(@ForAll("texts") String text, @ForAll("cuts") List<Integer> cuts) {
        Redaction runs = redaction("a+", "#", 3);
        Assume.that(!text.contains("aaaa"));
        assertThat(streamed(text, cuts, List.of(runs))).isEqualTo(Redactions.expected(text, List.of(runs)));
    }

    @Property(tries = 3000, seed = "20261123")
    @Label("GIVEN any text WHEN it is fed piece by piece THEN never more is held than the longest match")
    void feed_held(@ForAll("texts") String text, @ForAll("cuts") List<Integer> cuts, @ForAll("greedy") Redaction any) {
        RedactionStage stage = new RedactionStage(new Redaction(any.pattern(), any.replacement(), 4));
        for (String piece : pieces(text.replace("🙂", ""), cuts)) {
            stage.feed(piece);
            assertThat(stage.held()).isLessThanOrEqualTo(4);
        }
    }

    @Property(tries = 3000, seed = "20261123")
    @Label("GIVEN any text WHEN it is redacted whole THEN it is what the library's own replacing gives")
    void redact_whole(@ForAll("texts") String text, @ForAll("greedy") Redaction redaction) {
        assertThat(new Redactor(List.of(redaction)).redact(text))
                .isEqualTo(Redactions.expected(text, List.of(redaction)));
    }

    private static String streamed(String text, List<Integer> cuts, List<Redaction> redactions) {
        StreamRedactor redactor = new StreamRedactor(redactions);
        StringBuilder out = new StringBuilder();
        pieces(text, cuts).forEach(piece -> out.append(redactor.feed(piece)));
        return out.append(redactor.end()).toString();
    }

    /** Pieces of the given lengths, over and over until the text is used up; cuts fall within surrogate pairs too. */
    private static List<String> pieces(String text, List<Integer> lengths) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < text.length(); i++) {
            int to = Math.min(text.length(), from + lengths.get(i % lengths.size()));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "ab", "c", "1", "2", "12", " ", "\n", "🙂").list().ofMaxSize(40)
                .map(parts -> String.join("", parts)).filter(text -> text.length() <= LONG);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 6).list().ofMinSize(1).ofMaxSize(8);
    }

    /** Each with the length of its longest match, and one character of looking ahead at most; {@code $} looks past a line end. */
    @Provide
    Arbitrary<List<Redaction>> bounded() {
        return Arbitraries.of(redaction("ab", "#", 2), redaction("aba", "b", 3), redaction("a|ab|abc", "#", 3),
                redaction("abc|ab|a", "#", 3), redaction("abab|ba", "a", 4), redaction("\\d{4,16}", "#", 16),
                redaction("\\d{2,3}?", "#", 3), redaction("a{1,3}b", "", 4), redaction("(?i)AB1?", "#", 3),
                redaction("([ab])\\1", "12", 2), redaction("\\b\\d{2}\\b", "#", 2), redaction("a(?!b)", "#", 1),
                redaction("a(?=b)", "b", 1), redaction("(?<=a)b", "#", 1), redaction("(?<!a1)2", "#", 2),
                redaction("^a", "#", 1), redaction("(?m)^a", "#", 1), redaction("b$", "#", 2),
                redaction("(?m)b$", "#", 1), redaction("a\\z", "#", 1), redaction("[^ab]🙂?", "#", 4),
                redaction("🙂{1,2}", "#", 4), redaction("(?>a|ab)c", "#", 3), redaction("[a-c&&[^b]]{2}", "#", 2))
                .list()
                .ofMinSize(1).ofMaxSize(3);
    }

    /** Unbounded in themselves; what bounds them is the text. */
    @Provide
    Arbitrary<Redaction> greedy() {
        return Arbitraries.of("a+", "(?:ab)+", "a.*b", "a.*?b", "a[^c]*c", "\\d+", "\\d++a?", "\\w+ ?🙂", "(a|b)+1",
                "(?s)a.*", "(a+)b\\1", "a+b|a", "ab*|b", "\\s+a", "[ab]+(?=1)", "(?:a|ab)(?:c|bc)?1*", "(?s).+🙂",
                "(?<=b+)a", "12(?:[ab]{2})*", "(?m)^.+$").map(pattern -> redaction(pattern, "#", LONG));
    }
}
