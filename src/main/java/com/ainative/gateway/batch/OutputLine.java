package com.ainative.gateway.batch;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.job.JobState;
import com.ainative.gateway.job.JobView;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of one line of a batch, as it is written to a file; the same however often it is written. */
final class OutputLine {

    private static final String DEADLINE = Objects.requireNonNull(ErrorCode.DEADLINE_PASSED.because("").code());

    private OutputLine() {
    }

    /** Whether it goes to the file of answers, not of errors. */
    static boolean isAnswer(@Nullable JobView job) {
        Integer status = job == null ? null : job.status();
        return job != null && job.state() == JobState.ANSWERED && status != null && status < 400;
    }

    /** @param job null where there is none any more */
    static byte[] of(Batch batch, int index, String customId, @Nullable JobView job) {
        String name = job == null ? batch.id() + "-" + index : job.id().substring(job.id().indexOf('-') + 1);
        ObjectNode line = Json.object().put("id", "batch_req_" + name).put("custom_id", customId);
        byte[] reply = job == null ? null : job.reply();
        Integer status = job == null ? null : job.status();
        JsonNode body = reply == null ? null : read(reply);
        if (job != null && body != null && status != null && hasResponse(job)) {
            line.putObject("response").put("status_code", status).put("request_id", job.id()).set("body", body);
            line.putNull("error");
        } else {
            line.putNull("response");
            error(line.putObject("error"), batch, job);
        }
        byte[] json = Json.write(line);
        byte[] ended = Arrays.copyOf(json, json.length + 1);
        ended[json.length] = '\n';
        return ended;
    }

    /** Whether a provider's answer, or the gateway's in its place, is what came of it. */
    private static boolean hasResponse(JobView job) {
        return (job.state() == JobState.ANSWERED && !DEADLINE.equals(job.reason())) || job.state() == JobState.DEAD;
    }

    private static void error(ObjectNode error, Batch batch, @Nullable JobView job) {
        JobState state = job == null ? null : job.state();
        boolean late = job != null && DEADLINE.equals(job.reason());
        if (state == JobState.UNKNOWN) {
            error.put("code", ErrorCode.OUTCOME_UNKNOWN.because("").code()).put("message",
                    "The gateway stopped while a provider had this request; whether it was answered is not known.");
        } else if (late || (state == JobState.CANCELLED && batch.expired())) {
            error.put("code", "batch_expired").put("message",
                    "This request could not be executed before the completion window expired.");
        } else if (state == JobState.CANCELLED) {
            error.put("code", "batch_cancelled").put("message",
                    "This request was not executed, for the batch was cancelled.");
        } else {
            error.put("code", "answer_not_kept").put("message",
                    "What came of this request was not kept with the batch.");
        }
    }

    /** Null where a number in it is longer than is read: the line says so, and the batch goes on. */
    private static @Nullable JsonNode read(byte[] reply) {
        try {
            return Json.read(reply);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
