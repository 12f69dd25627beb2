package com.ainative.gateway.job;

import com.ainative.gateway.auth.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A request that is on disk and to be done.
 *
 * @param id unique, and in the order of acceptance
 * @param tries how often it was given to a provider
 * @param deadline milliseconds since 1970; null for none
 * @param request an OpenAI chat request that has been checked
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares jobs by their bytes
public record Job(String id, Caller caller, Origin origin, String model, int priority, int tries,
        @Nullable Long deadline, byte[] request) {

    /** The order of doing: the more important first, then the older. */
    boolean before(Job other) {
        return priority != other.priority ? priority > other.priority : id.compareTo(other.id) < 0;
    }
}
