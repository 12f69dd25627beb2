package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stands where a gateway's admin port would, for the commands of {@code routes}, {@code queue} and {@code keys}. */
record AdminPort(FakeGateway server) implements AutoCloseable {

    static AdminPort start() throws IOException {
        return new AdminPort(FakeGateway.start());
    }

    AdminPort on(String path, String answer) {
        server.on("/admin/" + path, 200, answer, "content-type", "application/json");
        return this;
    }

    AdminPort refuses(String path, int status, String problem) {
        server.on("/admin/" + path, status, problem, "content-type", "application/problem+json");
        return this;
    }

    /** Runs {@code routes} with this address and a token. */
    Shell routes(String... args) {
        return run("routes", args);
    }

    /** Runs {@code queue} with this address and a token. */
    Shell queue(String... args) {
        return run("queue", args);
    }

    /** Runs {@code keys} with this address and a token. */
    Shell keys(String... args) {
        return run("keys", args);
    }

    private Shell run(String command, String... args) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(args));
        return Shell.run(Map.of("AINATIVE_ADMIN_URL", server.url().toString(), "AINATIVE_TOKEN", "abc"),
                all.toArray(String[]::new));
    }

    /** Method, path and query of each request that came in. */
    List<String> asked() {
        return server.seen().stream()
                .map(seen -> seen.method() + " " + seen.path()
                        + (seen.query().equals("null") ? "" : "?" + seen.query()))
                .toList();
    }

    /** The body of the last request. */
    JsonNode sent() {
        try {
            return Json.read(server.seen().getLast().body().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the commands send JSON", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
