package com.ainative.gateway.job;

import com.ainative.gateway.job.Address.Kind;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way.
 *
 * @param id unique, and the same for each attempt
 * @param job with its answer
 * @param tries how often it was sent in vain
 * @param request what was asked; only for a dead letter
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares deliveries
public record Delivery(String id, JobView job, Kind kind, String address, @Nullable String correlation, int tries,
        byte @Nullable [] request) {
}
