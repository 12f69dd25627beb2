package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A running gateway as applications see it: its OpenAI surface, over HTTP. */
final class GatewayClient implements AutoCloseable {

    private final Connection connection;
    private final Duration patience;

    /**
     * @param gateway without a path; the API is below its {@code /v1}
     * @param patience for the head of an answer; longer than any provider may take, for the gateway watches over those
     */
    GatewayClient(URI gateway, @Nullable String token, Duration patience) {
        this.connection = new Connection(gateway, token, new GatewayFailures());
        this.patience = patience;
    }

    /** The name of the first model the gateway offers. */
    String firstModel() {
        Reply reply = whole(connection.request("/v1/models", patience).GET());
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
        HttpResponse<InputStream> response = connection.send(post(model, prompt, true));
        return new ChatStream(provider(response), response.body());
    }

    /** The JSON of an answer, and which provider gave it. */
    record Reply(String provider, JsonNode json) {
    }

    private Reply whole(HttpRequest.Builder request) {
        HttpResponse<InputStream> response = connection.send(request);
        return new Reply(provider(response), connection.json(response));
    }

    private HttpRequest.Builder post(String model, String prompt, boolean stream) {
        ObjectNode chat = Json.object().put("model", model).put("stream", stream);
        chat.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return connection.request("/v1/chat/completions", patience).header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(chat)));
    }

    private static String provider(HttpResponse<?> response) {
        return PlainText.oneLine(response.headers().firstValue("x-gateway-provider").orElse("unknown"));
    }

    @Override
    public void close() {
        connection.close();
    }
}
