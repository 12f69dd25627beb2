package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;

import com.ainative.gateway.error.Surface;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.http.RawConnection;
import com.ainative.gateway.reload.Entrance;
import com.ainative.gateway.reload.Generation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A way into a running gateway, and how it is knocked at. */
record Door(URI url, Surface surface, Entrance entrance) {

    /** What an answer says, but for the name each has of its own. */
    record Answer(int status, Map<String, String> headers, String body) {
    }

    /** All there are, on both ports. */
    static Stream<Door> of(GatewayHarness gateway) {
        List<Generation> behind = gateway.runtime().generations();
        return Stream.concat(
                Entrance.of(behind.getFirst()).stream()
                        .map(way -> new Door(gateway.url(), Surface.of(way.path(), "/v1"), way)),
                Entrance.of(behind.getLast()).stream()
                        .map(way -> new Door(gateway.adminUrl(), Surface.PROBLEM, way)));
    }

    private boolean isHead() {
        return entrance.method().equals("HEAD");
    }

    /** What a refusal looks like here. */
    String bodyOf(String refusal) {
        return isHead() ? "" : refusal;
    }

    /** One that does something where it does the least. */
    private String body() {
        return entrance.path().endsWith("/chat/completions") ? chat() : "{";
    }

    byte[] request(String headers) {
        return request(headers, "", body());
    }

    /** @param headers one a line */
    byte[] request(String headers, String query, String body) {
        String path = entrance.path().replaceAll("\\{\\w+}", "fast") + query;
        return (entrance.method() + " " + path + " HTTP/1.1\r\nhost: localhost\r\n" + headers + "content-length: "
                + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    byte[] request(String headers, String query) {
        return request(headers, query, body());
    }

    Answer ask(byte[] request) throws IOException {
        return ask(List.of(request)).getFirst();
    }

    /** All of them over one connection, none waiting for the answer to the one before. */
    List<Answer> ask(List<byte[]> requests) throws IOException {
        List<Answer> answers = new ArrayList<>();
        try (RawConnection connection = RawConnection.to(url)) {
            Thread.startVirtualThread(() -> requests.forEach(request -> connection.offer(request)));
            for (int i = 0; i < requests.size(); i++) {
                RawConnection.Answer answer = isHead() ? connection.head() : connection.answer();
                Map<String, String> headers = new TreeMap<>(answer.headers());
                headers.remove("x-request-id");
                answers.add(new Answer(answer.status(), headers, answer.body()));
            }
        }
        return answers;
    }

    @Override
    public String toString() {
        return entrance.toString();
    }
}
