package com.ainative.gateway.reload.preview;

import com.ainative.gateway.reload.preview.Report.Row;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts the same difference in many requests as one. Safe for use from any thread. */
final class Differences {

    /** Further ones are counted together, by their kind. */
    static final int MOST = 100;
    private static final String VARIOUS = "various";

    private record Counted(long count, String example) {

        Counted and(Counted more) {
            return new Counted(count + more.count, example);
        }
    }

    private final Map<Difference, Counted> counted = new LinkedHashMap<>();

    /** @param example the id of the request that has it */
    synchronized void add(Difference difference, String example) {
        boolean fits = counted.size() < MOST || counted.containsKey(difference);
        counted.merge(fits ? difference : new Difference(difference.kind(), VARIOUS, VARIOUS),
                new Counted(1, example), Counted::and);
    }

    /** The most frequent first. */
    synchronized List<Row> rows() {
        return counted.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Row::count).reversed()).toList();
    }

    private static Row row(Difference difference, Counted counted) {
        return new Row(difference.kind().name().toLowerCase(Locale.ROOT), counted.count, difference.now(),
                difference.then(), counted.example);
    }
}
