package com.ainative.gateway.batch;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.chat.ReadChatRequest;
import com.ainative.gateway.chat.RequestJson;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.GatewayException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of requests, one JSON object a line, and checks each as if it had been sent by itself. */
final class ReadLines {

    static final int MOST_LINES = 50_000;
    static final String METHOD = "POST";
    static final String URL = "/v1/chat/completions";
    /** Told at once; who has more mends these first. */
    private static final int MOST_ERRORS = 100;
    /** Characters. */
    private static final int LONGEST_CUSTOM_ID = 512;

    private final Set<String> customIds = new HashSet<>();
    private final List<BatchLine> lines = new ArrayList<>();
    private final List<LineError> errors = new ArrayList<>();

    private final Caller caller;

    private ReadLines(Caller caller) {
        this.caller = caller;
    }

    /** Either all lines are good, or none counts. */
    sealed interface Found {

        record Good(List<BatchLine> lines) implements Found {
        }

        record Broken(List<LineError> errors) implements Found {
        }
    }

    /** @param caller whose requests they are */
    static Found of(byte[] file, Caller caller) {
        ReadLines reading = new ReadLines(caller);
        reading.all(file);
        return reading.errors.isEmpty() ? new Found.Good(reading.lines) : new Found.Broken(reading.errors);
    }

    private void all(byte[] file) {
        int end = file.length;
        while (end > 0 && (file[end - 1] == '\n' || file[end - 1] == '\r')) {
            end--;
        }
        if (end == 0) {
            errors.add(new LineError("empty_file", "The file has no lines.", null, null));
            return;
        }
        int number = 0;
        for (int from = 0; from < end && errors.size() < MOST_ERRORS;) {
            if (number == MOST_LINES) {
                errors.add(new LineError("too_many_lines", "A batch has at most " + MOST_LINES + " lines.", null,
                        null));
                return;
            }
            int to = from;
            while (to < end && file[to] != '\n') {
                to++;
            }
            one(++number, Arrays.copyOfRange(file, from, to));
            from = to + 1;
        }
    }

    private void one(int number, byte[] bytes) {
        try {
            if (!(RequestJson.read(bytes, "line") instanceof ObjectNode line)) {
                throw new WrongLine("invalid_json_line", "The line must be a JSON object.", null);
            }
            check(number, line);
        } catch (WrongLine e) {
            errors.add(e.error.at(number));
        } catch (GatewayException e) {
            // Its own lines are counted, and it has but one.
            errors.add(new LineError("invalid_json_line",
                    e.failure().message().replace("at line 1, column", "at column"), number, e.failure().param()));
        }
    }

    private void check(int number, ObjectNode line) throws WrongLine {
        String customId = text(line, "custom_id");
        if (customId.isBlank() || customId.length() > LONGEST_CUSTOM_ID
                || customId.chars().anyMatch(Character::isISOControl)) {
            throw new WrongLine("invalid_custom_id",
                    "'custom_id' is not a text of 1 to " + LONGEST_CUSTOM_ID
                            + " characters without control characters.",
                    "custom_id");
        }
        if (!customIds.add(customId)) {
            throw new WrongLine("duplicate_custom_id", "This 'custom_id' stands in an earlier line, too.",
                    "custom_id");
        }
        if (!text(line, "method").equals(METHOD)) {
            throw new WrongLine("invalid_method", "'method' is not '" + METHOD + "'.", "method");
        }
        if (!text(line, "url").equals(URL)) {
            throw new WrongLine("invalid_url", "'url' is not '" + URL + "', which the batch is for.", "url");
        }
        if (!(line.get("body") instanceof ObjectNode body)) {
            throw new WrongLine(line.has("body") ? "invalid_request" : "missing_required_parameter",
                    "'body' must be a JSON object: a chat request.", "body");
        }
        checkBody(body);
        lines.add(new BatchLine(number - 1, customId, body.path("model").textValue(), Json.write(body)));
    }

    private void checkBody(ObjectNode body) throws WrongLine {
        try {
            ReadChatRequest.check(body);
            ReadChatRequest.mayAsk(body, caller);
        } catch (GatewayException e) {
            Failure failure = e.failure();
            throw new WrongLine("invalid_request", failure.message(), "body." + failure.param());
        }
        if (body.path("stream").booleanValue()) {
            throw new WrongLine("unsupported_parameter", "A batch has no streams: leave 'stream' out.", "body.stream");
        }
    }

    private static String text(ObjectNode line, String field) throws WrongLine {
        JsonNode value = line.path(field);
        if (value.isMissingNode()) {
            throw new WrongLine("missing_required_parameter", "Missing required parameter: '" + field + "'.", field);
        }
        if (!value.isTextual()) {
            throw new WrongLine("invalid_" + field, "'" + field + "' is not a string.", field);
        }
        return value.textValue();
    }

    /** Why a line is refused. */
    private static final class WrongLine extends Exception {

        private static final long serialVersionUID = 1;
        private final transient LineError error;

        WrongLine(String code, String message, @Nullable String param) {
            super(message, null, false, false);
            this.error = new LineError(code, message, null, param);
        }
    }
}
