package com.ainative.gateway.reload.preview;

import java.util.List;

/**
 * What a preview has found.
 *
 * @param generation that was held against the one that serves, by its short hash
 * @param seen requests that were routed meanwhile
 * @param compared those of them that both have decided
 * @param skipped those that were chosen for it, but had no room, came too late or could not be told
 * @param differences the most frequent first
 */
public record Report(String generation, long seen, long compared, long skipped, List<Row> differences) {

    public Report {
        differences = List.copyOf(differences);
    }

    /**
     * One difference, over all requests that have it.
     *
     * @param kind {@code refusal}, {@code limit} or {@code providers}
     * @param example the id of the first of them
     */
    public record Row(String kind, long count, String now, String then, String example) {
    }
}
