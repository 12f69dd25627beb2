package com.ainative.gateway.job;

import com.ainative.gateway.auth.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A request that is on disk and to be done.
 *
 * @param id unique, and in the order of acceptance
 * @param tries how often it was given to a provider
 * @param keyNumber of the key that providers know it by
 * @param deadline milliseconds since 1970; null for none
 * @param request an OpenAI chat request that has been checked
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares jobs by their bytes
public record Job(String id, Caller caller, Origin origin, String model, int priority, int tries,
        int keyNumber, @Nullable Long deadline, byte[] request) {

    /**
     * The same for all tries of which at most one may count: one whose outcome is unknown and the one behind it. A try that
     * failed is followed by another name, for a provider may remember the failure.
     */
    public String idempotencyKey() {
        return id + "-" + keyNumber;
    }
}
