package com.ainative.gateway.transform;

import com.ainative.gateway.config.TransformRule.Redaction;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redactions for tests, and what they must come to. */
final class Redactions {

    private Redactions() {
    }

    static Redaction redaction(String pattern, String replacement, int longest) {
        return new Redaction(Pattern.compile(pattern), replacement, longest);
    }

    static Redaction digits() {
        return redaction("\\d{4,16}", "#", 16);
    }

    /** The same by the library's own means; right for patterns that cannot match nothing. */
    static String expected(String text, List<Redaction> redactions) {
        String result = text;
        for (Redaction redaction : redactions) {
            result = redaction.pattern().matcher(result)
                    .replaceAll(Matcher.quoteReplacement(redaction.replacement()));
        }
        return result;
    }
}
