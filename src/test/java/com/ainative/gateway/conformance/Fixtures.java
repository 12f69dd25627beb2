package com.ainative.gateway.conformance;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.conformance.Recording.Protocol;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The folder of recordings, read as {@code fixtures.yaml} says. */
final class Fixtures {

    /** For {@code @EnabledIf}: the tests of this package are skipped without the folder. */
    static final String PRESENT = "com.ainative.gateway.conformance.Fixtures#present";
    static final String ABSENT = "set CONFORMANCE_FIXTURES to a folder of recorded provider traffic to run this test";
    private static final String VARIABLE = "CONFORMANCE_FIXTURES";

    private final Path folder;
    private final JsonNode classified = Json.mapper().valueToTree(yaml(resource("fixtures.yaml")));

    private Fixtures(Path folder) {
        this.folder = folder;
    }

    static boolean present() {
        String said = System.getenv(VARIABLE);
        return said != null && Files.isDirectory(Path.of(said));
    }

    static Fixtures open() {
        return new Fixtures(Path.of(Objects.requireNonNull(System.getenv(VARIABLE), ABSENT)));
    }

    /** All files, as {@code folder/name}. */
    List<String> files() {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(Files::isRegularFile).map(folder::relativize).filter(file -> file.getNameCount() == 2)
                    .map(file -> file.toString().replace('\\', '/')).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files that {@code fixtures.yaml} knows. */
    List<String> classified() {
        List<String> known = new ArrayList<>();
        classified.path("replayed").forEach(files -> files.forEach(file -> known.add(file.textValue())));
        classified.path("left-out").fieldNames().forEachRemaining(known::add);
        return known.stream().sorted().toList();
    }

    List<Recording> recordings() {
        List<Recording> recordings = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            for (JsonNode file : classified.path("replayed").path(protocol.name().toLowerCase(Locale.ROOT))) {
                recordings.addAll(read(file.textValue(), protocol));
            }
        }
        return recordings;
    }

    private List<Recording> read(String file, Protocol protocol) {
        String text = text(folder.resolve(file));
        if (file.endsWith(".yaml")) {
            JsonNode leftOut = classified.path("interactions-left-out").path(file);
            return Cassette.read(file, protocol, Json.mapper().valueToTree(yaml(text))).stream()
                    .filter(recording -> !leftOut.has(recording.name().substring(file.length() + 1))).toList();
        }
        String name = file + "/0";
        if (file.endsWith(".chunks.txt")) {
            return List.of(stream(name, protocol, framed(text, protocol)));
        }
        if (file.endsWith(".json")) {
            return List.of(new Recording(name, protocol, Cassette.request(false), 400, "application/json",
                    text));
        }
        if (file.endsWith("V_overloaded_literal.txt")) {
            return overloaded(file, protocol, text);
        }
        return List.of(stream(name, protocol, text));
    }

    /** Two answers in one file: the body of a 529, and the same as an event. */
    private static List<Recording> overloaded(String file, Protocol protocol, String text) {
        String[] lines = text.split("\n");
        int event = text.indexOf("event:");
        return List.of(
                new Recording(file + "/0", protocol, Cassette.request(false), 529, "application/json",
                        lines[1]),
                stream(file + "/1", protocol, text.substring(event)));
    }

    private static Recording stream(String name, Protocol protocol, String text) {
        return new Recording(name, protocol, Cassette.request(true), 200, "text/event-stream",
                text);
    }

    /** One payload a line, put back into the frames it came in. */
    private static String framed(String payloads, Protocol protocol) {
        StringBuilder stream = new StringBuilder();
        payloads.lines().filter(line -> !line.isBlank()).forEach(line -> {
            if (protocol == Protocol.ANTHROPIC) {
                stream.append("event: ").append(Recording.read(line).path("type").textValue()).append('\n');
            }
            stream.append("data: ").append(line).append("\n\n");
        });
        return protocol == Protocol.OPENAI ? stream.append("data: [DONE]\n\n").toString() : stream.toString();
    }

    /** A file beside {@code fixtures.yaml}. */
    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream("/conformance/" + name),
                name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object yaml(String text) {
        // The parser fails where a character beyond 16 bits lies across the end of its buffer: let it have one buffer.
        return new Load(LoadSettings.builder().setBufferSize(text.length() + 2).setAllowNonScalarKeys(true).build())
                .loadFromString(text);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object(JsonNode json) {
        return (ObjectNode) json;
    }
}
