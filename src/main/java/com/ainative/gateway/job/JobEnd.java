package com.ainative.gateway.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job ends.
 *
 * @param status the HTTP status its answer would have
 * @param reply JSON in OpenAI's shape, an answer or an error; null for a streamed answer, whose parts are events
 * @param provider who answered; null where nobody did
 * @param reason one word for what went wrong; null where nothing did
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares ends
record JobEnd(JobState state, int status, byte @Nullable [] reply, @Nullable String provider,
        @Nullable String reason) {
}
