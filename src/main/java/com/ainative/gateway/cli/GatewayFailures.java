package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** Why a gateway did not answer an application's question. */
final class GatewayFailures implements Failures {

    @Override
    public String server() {
        return "the gateway";
    }

    @Override
    public String start() {
        return "start it with `ainative serve`";
    }

    @Override
    public CommandFailure refused(int status, HttpHeaders headers, byte[] body) {
        String said = said(body);
        if (status == 401) {
            return new CommandFailure(ExitCode.UNAUTHENTICATED, "the gateway does not accept the token: " + said
                    + " Get one from `ainative token --subject me --tier free` and pass it in AINATIVE_TOKEN.");
        }
        if (status == 429) {
            String wait = headers.firstValue("retry-after").map(PlainText::oneLine)
                    .map(value -> value.matches("\\d+") ? "in " + value + " s" : "after " + value).orElse("later");
            return new CommandFailure(ExitCode.LIMITED, "limited: " + said + " Try again " + wait + ".");
        }
        if (status >= 500) {
            return new CommandFailure(ExitCode.PROVIDER_FAILED, "no provider answered (" + status + "): " + said);
        }
        return new CommandFailure(ExitCode.FAILED, "the gateway refused the request (" + status + "): " + said);
    }

    /** An error that arrived within a stream, after its status had been 200. */
    static CommandFailure broken(JsonNode error) {
        return new CommandFailure(ExitCode.PROVIDER_FAILED, "the answer broke off: " + sentence(error));
    }

    /** The reason in an answer's body, in OpenAI's shape if it has one, on one line. */
    static String said(byte[] body) {
        try {
            JsonNode error = Json.read(body).path("error");
            return error.isMissingNode() ? "(it gave no reason)" : sentence(error);
        } catch (JsonProcessingException e) {
            String text = PlainText.oneLine(new String(body, StandardCharsets.UTF_8));
            return text.isEmpty() ? "(it gave no reason)" : text;
        }
    }

    private static String sentence(JsonNode error) {
        String text = error.isTextual() ? error.textValue() : error.path("message").asText("");
        return text.isBlank() ? "(it gave no reason)" : PlainText.oneLine(text);
    }
}
