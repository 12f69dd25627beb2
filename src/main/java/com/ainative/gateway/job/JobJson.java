package com.ainative.gateway.job;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.http.ApiVersions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Jobs as their callers see them. Times are seconds since 1970, as everywhere in OpenAI's API.
 *
 * <pre>
 * {"id": "job-…", "object": "job", "model": "fast",
 *  "status": "queued",          // running, then succeeded, failed, cancelled, or unknown: see below
 *  "created_at": 1764075600,
 *  "ended_at": null,            // a time, once the status is final
 *  "tries": 0,                  // how often it was given to a provider
 *  "events": "/v1/jobs/job-…/events",
 *  "response": {                // not there before the end
 *    "status_code": 200,        // as if the caller had waited
 *    "provider": "openai",      // null where none answered
 *    "body": {…}}}              // the answer, or an error; null for a streamed answer, whose parts are among the events
 * </pre>
 *
 * <p>{@code deadline} and {@code batch} are there where they were given. {@code unknown} is a job whose gateway died
 * while a provider had it; an operator decides whether it is asked again, and then it is queued once more.
 */
final class JobJson {

    private JobJson() {
    }

    /**
     * The word for how far it is.
     *
     * @param httpStatus of its answer; null where there is none
     */
    static String status(JobState state, @Nullable Integer httpStatus) {
        return switch (state) {
            case ACCEPTED -> "queued";
            case DISPATCHED -> "running";
            case ANSWERED -> httpStatus != null && httpStatus >= 400 ? "failed" : "succeeded";
            case UNKNOWN -> "unknown";
            case DEAD -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    static ObjectNode of(JobView job) {
        ObjectNode json = listed(job);
        if (json.get("response") instanceof ObjectNode response) {
            byte[] reply = job.reply();
            if (reply == null) {
                response.putNull("body");
            } else {
                try {
                    response.set("body", Json.read(reply));
                } catch (JsonProcessingException e) {
                    throw new IllegalStateException("what is kept is JSON", e);
                }
            }
        }
        return json;
    }

    /** Among others: without the body of its answer, which may be large. */
    static ObjectNode listed(JobView job) {
        ObjectNode json = Json.object().put("id", job.id()).put("object", "job")
                .put("status", status(job.state(), job.status())).put("model", job.model())
                .put("created_at", job.acceptedAt() / 1_000);
        json.put("ended_at", job.endedAt() == null ? null : job.endedAt() / 1_000);
        json.put("tries", job.tries());
        json.put("events", ApiVersions.MOUNT + "/jobs/" + job.id() + "/events");
        if (job.deadline() != null) {
            json.put("deadline", job.deadline() / 1_000);
        }
        if (job.batch() != null) {
            json.put("batch", job.batch());
        }
        if (job.status() != null) {
            json.putObject("response").put("status_code", job.status()).put("provider", job.provider());
        }
        return json;
    }
}
