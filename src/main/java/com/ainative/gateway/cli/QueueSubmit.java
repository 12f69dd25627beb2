package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a request into the queue, as an application would. */
@Command(name = "submit", description = "Put a chat request into the queue; its answer, or why it was refused, comes to the queue of replies, and to GET /v1/jobs of the user.", footerHeading = "%nExamples:%n", footer = {
    "  export AINATIVE_USER_TOKEN=$(ainative token --subject me --tier free)",
    "  ainative queue submit request.json",
    "  echo '{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}' | ainative queue submit - --key once"})
public final class QueueSubmit implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final int MOST_URGENT = 9;

    private final Map<String, String> environment;
    private final InputStream in;

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "FILE", description = "Holds the request, as for /v1/chat/completions; - is standard input.")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Option(names = "--user-token", paramLabel = "T", description = "Whose request it is (default: $AINATIVE_USER_TOKEN, which other users of this machine cannot see).")
    private @Nullable String userToken;

    @Option(names = "--key", paramLabel = "K", description = "Idempotency key: a request sent twice with the same is answered once.")
    private @Nullable String key;

    @Option(names = "--priority", paramLabel = "N", description = "From 0 to 9; the higher is done first (default: 4).")
    private @Nullable Integer priority;

    @Option(names = "--deadline", paramLabel = "INSTANT", description = "From when on the answer is of no use, such as 2026-11-25T12:00:00Z.")
    private @Nullable String deadline;

    @Option(names = "--reply-to", paramLabel = "Q", description = "The queue for the answer: ingest.replies of gateway.yaml (default), or that, a dot and the user's name, such as chat.replies.alice.")
    private @Nullable String replyTo;

    QueueSubmit(Map<String, String> environment, InputStream in) {
        this.environment = environment;
        this.in = in;
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        String user = userToken == null ? environment.getOrDefault("AINATIVE_USER_TOKEN", "") : userToken;
        if (user.isBlank()) {
            throw admin.wrong("--user-token is missing; `ainative token --subject me --tier free` prints one");
        }
        if (priority != null && (priority < 0 || priority > MOST_URGENT)) {
            throw admin.wrong("--priority " + priority + " is not from 0 to " + MOST_URGENT);
        }
        String until = deadline();
        ObjectNode message = Json.object().put("token", user.strip());
        message.set("request", request());
        putIfSaid(message, "idempotency-key", key);
        putIfSaid(message, "deadline", until);
        putIfSaid(message, "reply-to", replyTo);
        if (priority != null) {
            message.put("priority", priority.intValue());
        }
        JsonNode accepted = admin.ask(gateway -> gateway.submit(message));
        admin.show(accepted, out -> out.println(PlainText.oneLine("in queue " + accepted.path("queue").asText()
                + "; its answer comes to queue " + accepted.path("reply_to").asText() + " with the correlation id "
                + accepted.path("id").asText())));
        return ExitCode.DONE.number();
    }

    private static void putIfSaid(ObjectNode message, String name, @Nullable String value) {
        if (value != null) {
            message.put(name, value);
        }
    }

    private @Nullable String deadline() {
        try {
            return deadline == null ? null : Instant.parse(deadline).toString();
        } catch (DateTimeParseException e) {
            throw admin.wrong("--deadline " + deadline + " is not an instant such as 2026-11-25T12:00:00Z");
        }
    }

    private JsonNode request() {
        String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
        try {
            byte[] bytes = file.equals(STANDARD_INPUT) ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
            JsonNode request = Json.read(bytes);
            if (!request.isObject()) {
                throw admin.wrong(name + " holds no JSON object; it takes a chat request in OpenAI's shape");
            }
            return request;
        } catch (JsonProcessingException e) {
            throw admin.wrong(name + " is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw admin.wrong(name + " cannot be read: " + e);
        }
    }
}
