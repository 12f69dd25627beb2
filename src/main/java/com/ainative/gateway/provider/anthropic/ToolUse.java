package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.config.TargetConfig.StructuredOutput;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The tools of a request and the choice among them, the caller's wishes and the response format together.
 *
 * @param definitions the caller's tools
 * @param format what the answer must look like
 * @param schemaByTool whether the format's schema is asked for by a tool
 */
record ToolUse(ArrayNode definitions, ToolChoice choice, ResponseFormat format, boolean schemaByTool) {

    static ToolUse read(ChatRequest chat, TargetConfig target, Set<String> dropped) {
        ArrayNode definitions = ToolDefinitions.read(chat.field("tools"), target.structuredOutput(), dropped);
        ToolChoice choice = ToolChoice.read(chat);
        if (definitions.isEmpty() && choice.demandsCall()) {
            throw Asked.wrong("tool_choice", "demands a tool, but 'tools' is empty");
        }
        ResponseFormat format = ResponseFormat.read(chat.field("response_format"));
        // Who must call a tool does not give the final answer yet.
        boolean schemaByTool = format instanceof ResponseFormat.Schema
                && target.structuredOutput() == StructuredOutput.TOOL && !choice.demandsCall();
        return new ToolUse(definitions, choice, format, schemaByTool);
    }

    /**
     * Writes {@code tools} and {@code tool_choice}.
     *
     * @param called tools that appear in the conversation
     * @return whether the answer comes as the input of the format's tool
     */
    boolean write(ObjectNode body, Set<String> called) {
        boolean thinking = Thinking.isOn(body);
        if (thinking && choice.demandsCall()) {
            throw Asked.unsupported("tool_choice", "This model cannot be made to call a tool while it thinks.");
        }
        if (thinking && schemaByTool) {
            throw Asked.unsupported("response_format",
                    "This model cannot be held to a schema while it thinks; leave out 'thinking'.");
        }
        boolean formatTool = schemaByTool
                || (format instanceof ResponseFormat.AnyObject && definitions.isEmpty() && !thinking);
        ArrayNode tools = definitions.deepCopy();
        if (tools.isEmpty()) {
            called.forEach(name -> tools.add(ToolDefinitions.minimal(name)));
        }
        ToolChoice chosen = choice;
        if (formatTool) {
            refuseNameOfFormatTool();
            tools.add(ResponseFormat.tool(format));
            chosen = definitions.isEmpty() || choice.type().equals(ToolChoice.NONE)
                    ? ToolChoice.only(ResponseFormat.TOOL_NAME)
                    : choice.as(ToolChoice.ANY);
        } else if (definitions.isEmpty()) {
            chosen = choice.as(ToolChoice.NONE); // past tools are declared, not offered
        }
        if (!tools.isEmpty()) {
            body.set("tools", tools);
            if (chosen.stated()) {
                body.set("tool_choice", chosen.json());
            }
        }
        return formatTool;
    }

    /** Whether the answer's form can only be asked for in words. */
    boolean needsInstruction(ObjectNode body) {
        return format instanceof ResponseFormat.AnyObject && (!definitions.isEmpty() || Thinking.isOn(body));
    }

    private void refuseNameOfFormatTool() {
        for (int i = 0; i < definitions.size(); i++) {
            JsonNode name = definitions.get(i).path("name");
            if (name.asText().equals(ResponseFormat.TOOL_NAME)) {
                throw Asked.wrong("tools[" + i + "].function.name",
                        "is taken: this model gives a response_format through a tool of that name");
            }
        }
    }
}
