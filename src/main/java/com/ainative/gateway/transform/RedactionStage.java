package com.ainative.gateway.transform;

import com.ainative.gateway.config.TransformRule.Redaction;
import java.util.regex.Matcher;

/**
 * One redaction of text that arrives in pieces. The pieces it gives out, put together, are what redacting the whole text
 * would give, however it was cut.
 *
 * <p>It walks over the text and tries the pattern at each character. A try that came upon the end of what has arrived
 * might turn out otherwise with more text, so from that character on text is held back; every other try is final, and
 * what it passed goes on at once. What decides is {@link Matcher#hitEnd}.
 *
 * <p>Never more than {@link Redaction#longest} characters stay held: a character with more than that behind it is
 * decided by what has arrived. Hence what is exact and what is not:
 * <ul>
 * <li>Exact when a match, together with what its lookahead, {@code \b} or {@code $} reads behind it, ends within
 * {@code longest + 1} characters, and its lookbehind reads at most {@code longest} characters back. {@code ^} and
 * {@code \A} mean the beginning of the whole text, {@code $} and {@code \z} its end.
 * <li>A longer match is replaced as far as it has been seen, and the search begins anew behind it: the rest is replaced
 * again if it matches by itself, and stands if it does not. A pattern that needs more than {@code longest} characters
 * to match at all may be missed.
 * <li>{@code \G}, {@code \X}, {@code \b{g}}, and patterns for one half of a surrogate pair have no guarantee: the
 * matcher does not say for them whether more text would matter.
 * </ul>
 */
final class RedactionStage {

    private final String replacement;
    private final int longest;
    private final Matcher matcher;
    /** What lookbehind may still read, then what is held back. */
    private String text = "";
    /** Where in {@link #text} the held part begins. */
    private int undecided;

    RedactionStage(Redaction redaction) {
        this.replacement = redaction.replacement();
        this.longest = redaction.longest();
        this.matcher = redaction.pattern().matcher(text).useAnchoringBounds(false).useTransparentBounds(true);
    }

    /** Takes a piece that does not end within a surrogate pair; gives what is decided by now. */
    String feed(String piece) {
        text = text.concat(piece);
        return advance(false);
    }

    /** The text ends here: gives what was held back. */
    String end() {
        return advance(true);
    }

    int held() {
        return text.length() - undecided;
    }

    private String advance(boolean last) {
        int end = text.length();
        int at = undecided;
        if (at == end) {
            return "";
        }
        StringBuilder decided = new StringBuilder();
        int copied = at;
        matcher.reset(text);
        while (at < end) {
            boolean found = matcher.region(at, end).lookingAt();
            if (matcher.hitEnd() && !last && end - at <= longest) {
                break;
            }
            if (found && matcher.end() > at) {
                decided.append(text, copied, at).append(replacement);
                at = matcher.end();
                copied = at;
            } else {
                at += Character.charCount(text.codePointAt(at));
            }
        }
        decided.append(text, copied, at);
        forgetBefore(at);
        return decided.toString();
    }

    /** One character more stays than lookbehind may read, so that no later text looks like the beginning. */
    private void forgetBefore(int at) {
        int kept = Math.max(0, at - longest - 1);
        text = text.substring(kept);
        undecided = at - kept;
    }
}
