package com.ainative.gateway.transform;

import com.ainative.gateway.config.TransformRule.Redaction;
import java.util.List;
import java.util.regex.Matcher;

/** Redacts text that is there as a whole. A match of nothing is no match. */
final class Redactor {

    private final List<Redaction> redactions;

    Redactor(List<Redaction> redactions) {
        this.redactions = redactions;
    }

    String redact(String text) {
        String result = text;
        for (Redaction redaction : redactions) {
            result = redact(redaction, result);
        }
        return result;
    }

    private static String redact(Redaction redaction, String text) {
        Matcher matcher = redaction.pattern().matcher(text).useAnchoringBounds(false).useTransparentBounds(true);
        StringBuilder result = new StringBuilder();
        int given = 0;
        boolean found = matcher.find();
        while (found) {
            int next = matcher.end();
            if (next > matcher.start()) {
                result.append(text, given, matcher.start()).append(redaction.replacement());
                given = next;
            } else {
                // On its own the matcher would look next at half a surrogate pair.
                next += next < text.length() ? Character.charCount(text.codePointAt(next)) : 1;
            }
            found = next < text.length() && matcher.region(next, text.length()).find();
        }
        return given == 0 ? text : result.append(text, given, text.length()).toString();
    }
}
