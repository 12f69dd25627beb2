package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The shape the answer must have, from {@code response_format}.
 *
 * <p>Where the model has no field for it, it is made to call the tool {@value #TOOL_NAME}, whose input is the answer.
 * Models with a field for schemas still have none for {@code json_object}: that is always this tool, with an open
 * schema, unless the request has tools of its own or thinks, which a forced call would rule out; then the system prompt
 * says {@link #INSTRUCTION}.
 */
sealed interface ResponseFormat {

    String TOOL_NAME = "json_tool_call";
    String INSTRUCTION = "Answer with one valid JSON object and nothing else: no prose and no code fences.";

    /** Plain text. */
    record Text() implements ResponseFormat {
    }

    /** Any JSON object. */
    record AnyObject() implements ResponseFormat {
    }

    /** JSON that fits a schema. */
    record Schema(ObjectNode schema, String description) implements ResponseFormat {

        ObjectNode nativeFormat() {
            return Json.object().put("type", "json_schema").set("schema", schema.deepCopy());
        }
    }

    static ResponseFormat read(JsonNode format) {
        if (!Asked.given(format)) {
            return new Text();
        }
        JsonNode type = Asked.object(format, "response_format").path("type");
        return switch (Asked.text(type, "response_format.type")) {
            case "text" -> new Text();
            case "json_object" -> new AnyObject();
            case "json_schema" -> schema(format.path("json_schema"), "response_format.json_schema");
            default -> throw Asked.wrong("response_format.type", "must be text, json_object or json_schema");
        };
    }

    private static Schema schema(JsonNode named, String path) {
        ObjectNode schema = Asked.object(Asked.object(named, path).path("schema"), path + ".schema");
        JsonNode description = named.path("description");
        return new Schema(schema,
                Asked.given(description) ? Asked.text(description, path + ".description") : "Gives the answer.");
    }

    /** The tool whose input is the answer. */
    static ObjectNode tool(ResponseFormat format) {
        ObjectNode tool = Json.object().put("name", TOOL_NAME);
        if (format instanceof Schema schema) {
            return tool.put("description", schema.description()).set("input_schema",
                    ToolDefinitions.objectSchema(schema.schema(), "response_format.json_schema.schema"));
        }
        return tool.put("description", "Gives the answer as a JSON object.").set("input_schema",
                Json.object().put("type", "object").put("additionalProperties", true).set("properties", Json.object()));
    }
}
