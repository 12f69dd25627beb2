package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;

/** Tells a person at a terminal why a gateway did not answer, and a script by which exit code. */
final class GatewayFailures {

    private GatewayFailures() {
    }

    /** An answer whose status is not 200. */
    static CommandFailure refused(int status, HttpHeaders headers, byte[] body) {
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

    static CommandFailure unreachable(URI gateway, IOException e) {
        String why;
        if (unresolved(e)) {
            why = "its host name is not known";
        } else if (e instanceof HttpTimeoutException) {
            why = "it does not answer in time";
        } else if (e instanceof ConnectException) {
            why = "nothing listens there; start it with `ainative serve`";
        } else {
            why = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        return new CommandFailure(ExitCode.UNREACHABLE,
                "cannot reach the gateway at " + gateway + ": " + PlainText.oneLine(why) + ". Is --url right?");
    }

    /** The client wraps this one more than once. */
    private static boolean unresolved(IOException e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof UnresolvedAddressException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static String said(byte[] body) {
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
