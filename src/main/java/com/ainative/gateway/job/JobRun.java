package com.ainative.gateway.job;

import com.ainative.gateway.http.Cancellation;

/**
 * One try of a job; the exchange variable {@link #VARIABLE}. It is settled once: answered, put back, or ended without an
 * answer.
 */
public final class JobRun {

    public static final String VARIABLE = "job";

    private final Job job;
    private final Cancellation cancellation = new Cancellation();
    private boolean dispatched;
    private boolean settled;
    private volatile boolean unwanted;

    JobRun(Job job) {
        this.job = job;
    }

    public Job job() {
        return job;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /** Its caller wants it no more. */
    void unwanted() {
        unwanted = true;
        cancellation.cancel();
    }

    boolean isUnwanted() {
        return unwanted;
    }

    /** From now on a provider may have it. */
    void dispatched() {
        dispatched = true;
    }

    boolean isDispatched() {
        return dispatched;
    }

    void settled() {
        settled = true;
    }

    boolean isSettled() {
        return settled;
    }
}
