package com.ainative.gateway.batch;

import com.ainative.gateway.auth.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a batch. Times are milliseconds since 1970.
 *
 * @param caller as whom its lines are asked
 * @param metadata JSON; null where there is none
 * @param expired whether its window was over before its lines were done
 * @param total lines; 0 until they are known to be good
 * @param failed lines that ended without an answer of use
 * @param errors a JSON array of what is wrong with the file; null where nothing is
 * @param nextLine the first whose answer has not been written to a file
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares batches by their bytes
record Batch(String id, Caller caller, String inputFile, byte @Nullable [] metadata, BatchState state, boolean expired,
        int total, int completed, int failed, byte @Nullable [] errors, int nextLine, @Nullable String outputFile,
        @Nullable String errorFile, Times times) {

    record Times(long created, long expires, @Nullable Long inProgress, @Nullable Long cancelling,
            @Nullable Long finalizing, @Nullable Long ended) {
    }
}
