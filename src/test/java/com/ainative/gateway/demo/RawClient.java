package com.ainative.gateway.demo;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A client that knows no protocol: what it sees is what was sent. */
final class RawClient {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private RawClient() {
    }

    static HttpResponse<String> post(URI url, String body, String... headers) throws IOException, InterruptedException {
        return post(url, body, LONG_ENOUGH, headers);
    }

    static HttpResponse<String> post(URI url, String body, Duration patience, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).version(HttpClient.Version.HTTP_1_1)
                .timeout(patience).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return json(response.body());
    }

    static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The events of a stream, each with its lines. */
    static List<List<String>> events(HttpResponse<String> response) {
        return List.of(response.body().split("\n\n", -1)).stream().filter(event -> !event.isEmpty())
                .map(event -> event.lines().toList()).toList();
    }
}
