package com.ainative.gateway.batch;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Batches as their callers see them. Times are seconds since 1970, as everywhere in OpenAI's API. */
final class BatchJson {

    private BatchJson() {
    }

    static ObjectNode of(Batch batch) {
        BatchState state = batch.state();
        ObjectNode json = Json.object().put("id", batch.id()).put("object", "batch").put("endpoint", ReadLines.URL);
        byte[] errors = batch.errors();
        if (errors == null) {
            json.putNull("errors");
        } else {
            json.putObject("errors").put("object", "list").set("data", read(errors));
        }
        json.put("input_file_id", batch.inputFile()).put("completion_window", ReadBatch.WINDOW).put("status",
                state.column());
        json.put("output_file_id", state.isFinal() ? batch.outputFile() : null);
        json.put("error_file_id", state.isFinal() ? batch.errorFile() : null);
        Batch.Times times = batch.times();
        json.put("created_at", times.created() / 1_000);
        json.put("expires_at", times.expires() / 1_000);
        json.put("in_progress_at", seconds(times.inProgress()));
        json.put("cancelling_at", seconds(times.cancelling()));
        json.put("finalizing_at", seconds(times.finalizing()));
        for (BatchState end : BatchState.values()) {
            if (end.isFinal()) {
                json.put(end.column() + "_at", end == state ? seconds(times.ended()) : null);
            }
        }
        json.putObject("request_counts").put("total", batch.total()).put("completed", batch.completed()).put("failed",
                batch.failed());
        byte[] metadata = batch.metadata();
        json.set("metadata", metadata == null ? Json.object().nullNode() : read(metadata));
        return json;
    }

    private static @Nullable Long seconds(@Nullable Long millis) {
        return millis == null ? null : Long.valueOf(millis / 1_000);
    }

    private static JsonNode read(byte[] kept) {
        try {
            return Json.read(kept);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept is JSON", e);
        }
    }
}
