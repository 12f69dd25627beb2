package com.ainative.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How names are told to an operator: quoted safely, and with the nearest right one. */
public final class Names {

    private static final int LONGEST_SHOWN = 80;

    private Names() {
    }

    /** In quotes, shortened, and safe to show. */
    public static String quote(String text) {
        return "'" + visible(text, LONGEST_SHOWN) + "'";
    }

    /** With nothing in it that could move a terminal's cursor or start a line of a log, and cut where it is too long. */
    public static String visible(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(longest).forEach(point -> {
            if (isInvisible(point)) {
                shown.append(String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > longest ? "..." : "").toString();
    }

    /** {@code "; did you mean 'order'?"}, or nothing where no known name is near. */
    public static String didYouMean(String name, Collection<String> known) {
        return nearest(name, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        // A third of the letters may be wrong: "provders" is near "providers", "x" is near nothing.
        int most = name.length() > LONGEST_SHOWN ? -1 : name.length() / 3;
        return known.stream().filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
                .filter(candidate -> distance(name, candidate) <= most)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Letters to insert, drop, exchange, or swap with their neighbour, to make one of the other. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int exchange = cost[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(exchange, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (isSwap(left, i, right, j)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }

    private static boolean isSwap(String left, int i, String right, int j) {
        return i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }

    private static boolean isInvisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.UNASSIGNED ->
                true;
            default -> false;
        };
    }
}
