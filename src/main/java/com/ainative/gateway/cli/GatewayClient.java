package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A running gateway as the commands see it: its OpenAI surface, over HTTP. */
final class GatewayClient implements AutoCloseable {

    private final URI gateway;
    private final @Nullable String token;
    private final Duration patience;
    private final HttpClient http;

    /**
     * @param gateway without a path; the API is below its {@code /v1}
     * @param patience for the head of an answer; longer than any provider may take, for the gateway watches over those
     */
    GatewayClient(URI gateway, @Nullable String token, Duration patience) {
        this.gateway = gateway;
        this.token = token;
        this.patience = patience;
        // HTTP/1.1: the upgrade to HTTP/2 without TLS would cost a round trip and gain a single request nothing.
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** The name of the first model the gateway offers. */
    String firstModel() {
        Reply reply = whole(request("/v1/models").GET());
        String id = reply.json().path("data").path(0).path("id").asText("");
        if (id.isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, "the gateway offers no model; configure one under `models`");
        }
        return id;
    }

    /** Asks once and waits for the whole answer. */
    Reply ask(String model, String prompt) {
        return whole(post(model, prompt, false));
    }

    /** Asks once; the answer is read while it is being made. */
    ChatStream stream(String model, String prompt) {
        HttpResponse<InputStream> response = send(post(model, prompt, true));
        return new ChatStream(provider(response), response.body());
    }

    /** The JSON of an answer, and which provider gave it. */
    record Reply(String provider, JsonNode json) {
    }

    private Reply whole(HttpRequest.Builder request) {
        HttpResponse<InputStream> response = send(request);
        try {
            return new Reply(provider(response), Json.read(bytes(response)));
        } catch (JsonProcessingException e) {
            throw new CommandFailure(ExitCode.FAILED, gateway + " did not answer JSON; is a gateway listening there?");
        } catch (IOException e) {
            throw GatewayFailures.unreachable(gateway, e);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw GatewayFailures.refused(response.statusCode(), response.headers(), bytes(response));
            }
            return response;
        } catch (IOException e) {
            throw GatewayFailures.unreachable(gateway, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GatewayFailures.unreachable(gateway, new InterruptedIOException("interrupted while waiting"));
        }
    }

    private HttpRequest.Builder post(String model, String prompt, boolean stream) {
        ObjectNode chat = Json.object().put("model", model).put("stream", stream);
        chat.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return request("/v1/chat/completions").header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(chat)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(patience);
        return token == null ? request : request.header("authorization", "Bearer " + token);
    }

    private static byte[] bytes(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            return body.readAllBytes();
        }
    }

    private static String provider(HttpResponse<?> response) {
        return PlainText.oneLine(response.headers().firstValue("x-gateway-provider").orElse("unknown"));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
