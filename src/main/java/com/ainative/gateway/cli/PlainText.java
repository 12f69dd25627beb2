package com.ainative.gateway.cli;

/**
 * Text from elsewhere, made safe to show on a terminal: an answer must not be able to move the cursor, recolour the screen
 * or forge a second line of an error.
 */
final class PlainText {

    private static final int LONGEST_LINE = 500;

    private PlainText() {
    }

    /** Without control characters other than line ends and tabs. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\\n\\t]]", "");
    }

    /** On one line, and not endlessly long. */
    static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s\\x{80}-\\x{9f}]+", " ").strip();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }
}
