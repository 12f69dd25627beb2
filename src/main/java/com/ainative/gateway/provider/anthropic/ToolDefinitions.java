package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.TargetConfig.StructuredOutput;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** OpenAI's function tools in the provider's shape. Fields OpenAI does not know, like {@code cache_control}, stay. */
final class ToolDefinitions {

    private static final Set<String> OPENAI_FIELDS = Set.of("type", "function", "name", "description", "parameters",
            "strict");

    private final ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
    private final StructuredOutput structuredOutput;
    private final Set<String> dropped;

    private ToolDefinitions(StructuredOutput structuredOutput, Set<String> dropped) {
        this.structuredOutput = structuredOutput;
        this.dropped = dropped;
    }

    /** An empty array when there are none. */
    static ArrayNode read(JsonNode tools, StructuredOutput structuredOutput, Set<String> dropped) {
        ToolDefinitions read = new ToolDefinitions(structuredOutput, dropped);
        if (Asked.given(tools)) {
            ArrayNode given = Asked.array(tools, "tools");
            for (int i = 0; i < given.size(); i++) {
                String path = "tools[" + i + "]";
                read.add(Asked.object(given.get(i), path), path);
            }
        }
        return read.definitions;
    }

    /** The least definition, for a tool that appears in the conversation but is not offered any more. */
    static ObjectNode minimal(String name) {
        return Json.object().put("name", name).set("input_schema", openSchema());
    }

    static ObjectNode openSchema() {
        return Json.object().put("type", "object").set("properties", Json.object());
    }

    /** A copy of a schema whose root is an object, as the provider demands of a tool's input. */
    static ObjectNode objectSchema(JsonNode schema, String path) {
        ObjectNode copy = Asked.object(schema, path).deepCopy();
        if (!copy.path("type").asText("object").equals("object")) {
            throw Asked.wrong(path + ".type", "must be \"object\"");
        }
        return copy.put("type", "object");
    }

    private void add(ObjectNode tool, String path) {
        if (!Asked.text(tool.path("type"), path + ".type").equals("function")) {
            throw Asked.unsupported(path + ".type", "This model takes tools of type 'function' only.");
        }
        String at = path + ".function";
        ObjectNode function = Asked.object(tool.path("function"), at);
        ObjectNode definition = Json.object().put("name", Asked.nonBlank(function.path("name"), at + ".name"));
        if (Asked.given(function.path("description"))) {
            definition.put("description", Asked.text(function.path("description"), at + ".description"));
        }
        JsonNode parameters = function.path("parameters");
        definition.set("input_schema",
                Asked.given(parameters) ? objectSchema(parameters, at + ".parameters") : openSchema());
        if (Asked.given(function.path("strict"))) {
            strict(definition, Asked.flag(function.path("strict"), at + ".strict"));
        }
        carry(function, definition);
        carry(tool, definition);
        definitions.add(definition);
    }

    /** Strict tools and native schemas came to the same models; the others refuse the word. */
    private void strict(ObjectNode definition, boolean strict) {
        if (structuredOutput == StructuredOutput.NATIVE) {
            definition.put("strict", strict);
        } else if (strict) {
            dropped.add("tools[].function.strict");
        }
    }

    private static void carry(ObjectNode from, ObjectNode definition) {
        from.properties().stream().filter(field -> !OPENAI_FIELDS.contains(field.getKey()))
                .forEach(field -> definition.set(field.getKey(), field.getValue().deepCopy()));
    }
}
