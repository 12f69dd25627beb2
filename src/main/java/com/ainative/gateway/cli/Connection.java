package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** HTTP to one server, with one token. Whatever is not the answer that was asked for leaves as a {@link CommandFailure}. */
final class Connection implements AutoCloseable {

    private static final int NO_CONTENT = 204;

    private final URI address;
    private final @Nullable String token;
    private final Failures failures;
    private final HttpClient http;

    /** @param address without a path */
    Connection(URI address, @Nullable String token, Failures failures) {
        this.address = address;
        this.token = token;
        this.failures = failures;
        // HTTP/1.1: the upgrade to HTTP/2 without TLS would cost a round trip and gain a single request nothing.
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** @param patience for the head of an answer */
    HttpRequest.Builder request(String path, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(patience);
        return token == null ? request : request.header("authorization", "Bearer " + token);
    }

    /** An answer that says yes, whose body may still be on its way. */
    HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() < 200 || response.statusCode() > 204) {
                throw failures.refused(response.statusCode(), response.headers(), bytes(response));
            }
            return response;
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(new InterruptedIOException("interrupted while waiting"));
        }
    }

    /** The whole body of an answer. */
    JsonNode json(HttpResponse<InputStream> response) {
        try {
            byte[] body = bytes(response);
            return response.statusCode() == NO_CONTENT ? Json.object() : Json.read(body);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(ExitCode.FAILED, address + " did not answer JSON; is a gateway listening there?");
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static byte[] bytes(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return body.readAllBytes();
        }
    }

    private CommandFailure unreachable(IOException e) {
        String why;
        if (unresolved(e)) {
            why = "its host name is not known";
        } else if (e instanceof HttpTimeoutException) {
            why = "it does not answer in time";
        } else if (e instanceof ConnectException) {
            why = "nothing listens there; " + failures.start();
        } else {
            why = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        return new CommandFailure(ExitCode.UNREACHABLE, "cannot reach " + failures.server() + " at " + address + ": "
                + PlainText.oneLine(why) + ". Is --url right?");
    }

    /** The client wraps this one more than once. */
    private static boolean unresolved(IOException e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof UnresolvedAddressException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
