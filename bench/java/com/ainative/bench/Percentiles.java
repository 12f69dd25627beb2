package com.ainative.bench;

import java.util.Arrays;
import java.util.Locale;

/** Exact percentiles: every value is kept, none is put into a bucket. */
record Percentiles(long[] sorted) {

    static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    private double micros(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1000.0;
    }

    /** Fields of a JSON object, in microseconds. */
    String json(String prefix) {
        return String.format(Locale.ROOT, "\"%1$sp50_us\": %2$.1f, \"%1$sp99_us\": %3$.1f, \"%1$smax_us\": %4$.1f",
                prefix, micros(0.50), micros(0.99), micros(1.0));
    }
}
