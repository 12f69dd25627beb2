package com.ainative.gateway.job;

import java.util.List;
import java.util.Map;

/**
 * How much there is to do.
 *
 * @param counts of all processes that share the store; states without a job may be missing
 * @param running how many are with providers, of this process
 * @param toDeliver answers that are on their way
 * @param undeliverable answers that nobody took
 * @param resting of this process
 */
public record JobsStatus(Map<JobState, Long> counts, int running, long toDeliver, long undeliverable,
        List<Resting> resting) {
}
