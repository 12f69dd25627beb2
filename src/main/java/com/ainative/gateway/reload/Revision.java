package com.ainative.gateway.reload;

import java.time.Instant;

/**
 * One generation as the history remembers it.
 *
 * @param number counts up from 1 and is never used twice
 * @param generation the hash of its content; two revisions may share it
 * @param time when it was kept
 * @param author who asked for it, such as {@code operator:alice}, {@code watch}, {@code signal} or {@code start}
 * @param state what became of it
 * @param why more about the state; empty where there is nothing to say
 * @param checkedBy the build of the gateway whose checks it passed
 */
public record Revision(int number, String generation, Instant time, String author, State state, String why,
        String checkedBy) {

    /** What became of a generation. */
    public enum State {
        GOOD,
        ROLLED_BACK
    }

    Revision with(State newState, String newWhy) {
        return new Revision(number, generation, time, author, newState, newWhy, checkedBy);
    }

    /** The folder it is kept in; sorts by number. */
    String folder() {
        return "%06d-%s".formatted(number, generation);
    }
}
