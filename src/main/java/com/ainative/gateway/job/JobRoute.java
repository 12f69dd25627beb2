package com.ainative.gateway.job;

/** The route every job takes, of the generation that serves. */
@FunctionalInterface
public interface JobRoute {

    /** Runs it once; returns when it has ended, whatever came of it. */
    void run(JobRun run);
}
