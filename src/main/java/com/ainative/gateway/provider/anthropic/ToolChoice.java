package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Whether tools may, must or must not be called, from {@code tool_choice} and {@code parallel_tool_calls}.
 *
 * @param type in the provider's words: {@code auto}, {@code any}, {@code none} or {@code tool}
 * @param name of the one tool to call, when the type is {@code tool}
 * @param stated whether the caller said any of it
 * @param oneAtATime whether no two tools may be called in one answer
 */
record ToolChoice(String type, @Nullable String name, boolean stated, boolean oneAtATime) {

    static final String AUTO = "auto";
    static final String ANY = "any";
    static final String NONE = "none";
    static final String TOOL = "tool";

    static ToolChoice read(ChatRequest chat) {
        JsonNode parallel = chat.field("parallel_tool_calls");
        boolean oneAtATime = Asked.given(parallel) && !Asked.flag(parallel, "parallel_tool_calls");
        JsonNode choice = chat.field("tool_choice");
        if (!Asked.given(choice)) {
            return new ToolChoice(AUTO, null, oneAtATime, oneAtATime);
        }
        if (choice.isTextual()) {
            return new ToolChoice(switch (choice.textValue()) {
                case "auto" -> AUTO;
                case "required" -> ANY;
                case "none" -> NONE;
                default -> throw Asked.wrong("tool_choice", "must be auto, required, none or one function");
            }, null, true, oneAtATime);
        }
        Asked.object(choice, "tool_choice");
        if (!Asked.text(choice.path("type"), "tool_choice.type").equals("function")) {
            throw Asked.unsupported("tool_choice.type", "This model can be made to call one function only.");
        }
        String path = "tool_choice.function";
        String name = Asked.nonBlank(Asked.object(choice.path("function"), path).path("name"), path + ".name");
        return new ToolChoice(TOOL, name, true, oneAtATime);
    }

    /** One tool, once. */
    static ToolChoice only(String name) {
        return new ToolChoice(TOOL, name, true, true);
    }

    ToolChoice as(String newType) {
        return new ToolChoice(newType, null, true, oneAtATime);
    }

    /** Whether an answer without a tool call is ruled out. */
    boolean demandsCall() {
        return type.equals(ANY) || type.equals(TOOL);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("type", type);
        if (name != null) {
            json.put("name", name);
        }
        if (oneAtATime && !type.equals(NONE)) {
            json.put("disable_parallel_tool_use", true);
        }
        return json;
    }
}
