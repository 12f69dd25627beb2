package com.ainative.gateway.job;

import org.jspecify.annotations.Nullable;

/**
 * What can be told of a job.
 *
 * @param acceptedAt milliseconds since 1970, as all times here
 * @param status the HTTP status its answer would have; null while there is none
 * @param reply JSON in OpenAI's shape, an answer or an error; null while there is none, and for a streamed answer
 * @param reason one word for what went wrong; null where nothing did
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares views
public record JobView(String id, String subject, String model, Origin origin, JobState state, int priority, int tries,
        int unknowns, long acceptedAt, long notBefore, @Nullable Long deadline, @Nullable Long endedAt,
        @Nullable String provider, @Nullable Integer status, byte @Nullable [] reply, @Nullable String reason,
        @Nullable String batch, int line) {
}
