package com.ainative.gateway.reload.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;

/** Reads the JSON of Camel's schema without its prose, which is most of it. */
final class SchemaJson {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";
    private static final Set<String> PROSE = Set.of("title", "description", "default", "deprecated", "format",
            "$schema");

    private SchemaJson() {
    }

    static Map<String, Object> read() {
        try (InputStream in = YamlRoutesBuilderLoader.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new FileNotFoundException(RESOURCE);
            }
            try (JsonParser json = new JsonFactory().createParser(in)) {
                json.nextToken();
                return object(json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Camel's schema of its YAML cannot be read", e);
        }
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            // An option may be called "description" too: its value is an object then.
            if (!token.isScalarValue() || !PROSE.contains(name)) {
                object.put(name, value(json));
            }
        }
        return object;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            default -> json.getText();
        };
    }
}
