package com.ainative.gateway.fake;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the events of a job as they come. */
public final class Watcher implements AutoCloseable {

    private final BufferedReader lines;
    private final List<Event> seen = new ArrayList<>();

    /** One server-sent event; without a name it is a comment or a hint. */
    public record Event(String name, String id, String data) {

        public JsonNode json() {
            try {
                return Json.read(data.getBytes(StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(data, e);
            }
        }
    }

    private Watcher(BufferedReader lines) {
        this.lines = lines;
    }

    /** @param after the id of the last event seen; empty for none */
    public static Watcher of(GatewayHarness gateway, String job, String after) {
        HttpRequest.Builder request = gateway.request("/v1/jobs/" + job + "/events").GET();
        if (!after.isEmpty()) {
            request.header("last-event-id", after);
        }
        return of(gateway.stream(request.build()));
    }

    /** @param events as they come over the wire */
    public static Watcher of(InputStream events) {
        return new Watcher(new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8)));
    }

    /** @return null at the end */
    private @Nullable Event next() {
        try {
            String name = "";
            String id = "";
            String data = "";
            String line = lines.readLine();
            while (line != null) {
                if (line.isEmpty() && !name.isEmpty()) {
                    Event event = new Event(name, id, data);
                    seen.add(event);
                    return event;
                }
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (line.startsWith("event:")) {
                    name = value;
                } else if (line.startsWith("id:")) {
                    id = value;
                } else if (line.startsWith("data:")) {
                    data = value;
                }
                line = lines.readLine();
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips others. */
    public Event nextOf(String name) {
        Event event = next();
        while (event != null && !event.name().equals(name)) {
            event = next();
        }
        if (event == null) {
            throw new IllegalStateException("no " + name + " came, but " + seen);
        }
        return event;
    }

    /** All that come until the gateway ends the stream. */
    public List<Event> toEnd() {
        List<Event> rest = new ArrayList<>();
        for (Event event = next(); event != null; event = next()) {
            rest.add(event);
        }
        return rest;
    }

    public List<Event> seen(String name) {
        return seen.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** The numbers of chunks and restarts, as they came. */
    public List<Integer> numbers() {
        return seen.stream().filter(event -> event.name().equals("chunk") || event.name().equals("restart"))
                .map(event -> Integer.valueOf(event.id())).toList();
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
