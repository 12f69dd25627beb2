package com.ainative.gateway.admin;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.BrokerAwayException;
import com.ainative.gateway.broker.BrokerStatus;
import com.ainative.gateway.broker.Peeked;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.job.AllJobs;
import com.ainative.gateway.job.JobState;
import com.ainative.gateway.job.JobView;
import com.ainative.gateway.job.JobsStatus;
import com.ainative.gateway.reload.Reload;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The steps that show what waits, in the queue and in the table of jobs, and what could not be answered. */
final class QueueViews {

    private static final int USUAL_JOBS = 20;
    private static final int MOST_JOBS = 100;
    private static final int USUAL_DEAD = 100;
    private static final int MOST_DEAD = 1_000;
    /** Bytes of requests in one answer; what comes behind them is listed without. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Reload reload;
    private final AllJobs jobs;
    private final @Nullable Broker broker;

    QueueViews(Reload reload, AllJobs jobs, @Nullable Broker broker) {
        this.reload = reload;
        this.jobs = jobs;
        this.broker = broker;
    }

    void status(Exchange exchange) {
        JobsStatus status = jobs.status();
        ObjectNode json = Json.object();
        json.set("broker", broker(broker == null ? null : broker.status()));
        ObjectNode counts = json.putObject("jobs");
        for (JobState state : JobState.values()) {
            counts.put(word(state), status.counts().getOrDefault(state, 0L));
        }
        json.put("running", status.running());
        json.putObject("deliveries").put("waiting", status.toDeliver()).put("failed", status.undeliverable());
        ArrayNode resting = json.putArray("resting");
        status.resting().forEach(rest -> resting.addObject().put("lane", word(rest.lane())).put("name", rest.name())
                .put("seconds", secondsUp(rest.left())));
        Answers.write(exchange, json);
    }

    private static ObjectNode broker(@Nullable BrokerStatus status) {
        if (status == null) {
            return Json.object().put("kind", "none").putNull("trouble").putNull("listening")
                    .set("waiting", Json.object());
        }
        ObjectNode json = Json.object().put("kind", status.kind()).put("trouble", status.trouble()).put("listening",
                status.listening() == null ? null : status.listening().toString());
        ObjectNode waiting = json.putObject("waiting");
        new TreeMap<>(status.waiting()).forEach((queue, count) -> waiting.put(queue, count.longValue()));
        return json;
    }

    private static String word(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT);
    }

    private static long secondsUp(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }

    void jobs(Exchange exchange) {
        JobState state = state(QueryParameters.text(exchange, "state"));
        int most = QueryParameters.count(exchange, "limit", USUAL_JOBS, MOST_JOBS);
        boolean bodies = QueryParameters.flag(exchange, "bodies");
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("jobs");
        int left = bodies ? MOST_BYTES : 0;
        for (JobView job : jobs.list(state, most)) {
            ObjectNode row = JobRows.waiting(job);
            rows.add(row);
            Optional<byte[]> request = left > 0 ? jobs.request(job.id()) : Optional.empty();
            if (request.isPresent()) {
                left -= request.get().length;
                row.set("request", JobRows.json(request.get()));
            }
        }
        IngestConfig ingest = reload.config().ingest();
        if (state == JobState.ACCEPTED && broker != null && ingest != null) {
            json.set("queue", queue(broker, ingest.queue(), most, bodies));
        }
        Answers.write(exchange, json);
    }

    private static JobState state(@Nullable String text) {
        return Stream.of(JobState.values()).filter(state -> word(state).equals(text == null ? "accepted" : text))
                .findFirst().orElseThrow(() -> ErrorCode.INVALID_REQUEST.because("state is none of "
                        + String.join(", ", Stream.of(JobState.values()).map(QueueViews::word).toList()) + ".")
                        .toException());
    }

    /** What the broker has, and the gateway has not taken yet. */
    private static ObjectNode queue(Broker broker, String name, int most, boolean bodies) {
        ObjectNode json = Json.object().put("name", name);
        try {
            ArrayNode messages = json.putNull("trouble").putArray("messages");
            Peeked peeked = broker.peek(name, most);
            peeked.messages().forEach(message -> messages.add(JobRows.message(message, bodies)));
            json.put("cut", peeked.cut());
        } catch (BrokerAwayException e) { // the jobs are there all the same
            json.put("trouble", e.getMessage());
        }
        return json;
    }

    void dead(Exchange exchange) {
        int most = QueryParameters.count(exchange, "limit", USUAL_DEAD, MOST_DEAD);
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("dead");
        jobs.deadLetters(most).forEach(job -> rows.add(JobRows.dead(job)));
        Answers.write(exchange, json);
    }
}
