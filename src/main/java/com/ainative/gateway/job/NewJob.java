package com.ainative.gateway.job;

import com.ainative.gateway.auth.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be accepted.
 *
 * @param key what makes a repetition of it one; null where each is meant
 * @param priority 0 to 9; the higher is done first
 * @param deadline milliseconds since 1970 from when on nobody wants an answer; null where somebody always does
 * @param request an OpenAI chat request that has been checked
 * @param answerTo null where the answer is fetched
 * @param batch null outside of a batch
 * @param line of the batch, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares jobs by their bytes
public record NewJob(Caller caller, @Nullable String key, Origin origin, String model, int priority,
        @Nullable Long deadline, byte[] request, @Nullable Address answerTo, @Nullable String batch, int line) {
}
