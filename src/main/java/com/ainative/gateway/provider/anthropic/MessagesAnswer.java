package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Reads a whole answer into a {@code chat.completion}. Thinking stands beside the content, never in it; tools that the
 * provider called itself, and citations, are left out.
 */
final class MessagesAnswer {

    private static final Set<String> TRANSLATED = Set.of("id", "type", "role", "model", "content", "stop_reason",
            "stop_sequence", "stop_details", "usage", "service_tier");

    private final boolean formatTool;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final ArrayNode thinkingBlocks = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode toolCalls = JsonNodeFactory.instance.arrayNode();
    private boolean formatted;

    private MessagesAnswer(boolean formatTool) {
        this.formatTool = formatTool;
    }

    /**
     * @param created in seconds since 1970
     * @param formatTool whether the input of {@link ResponseFormat#TOOL_NAME} is the content
     */
    static ObjectNode read(ObjectNode provided, long created, boolean formatTool) {
        MessagesAnswer answer = new MessagesAnswer(formatTool);
        for (JsonNode block : Provided.array(provided, "content")) {
            answer.add(block);
        }
        MessagesUsage usage = new MessagesUsage();
        usage.report(provided.path("usage"));

        ObjectNode completion = Json.object().put("id", Provided.text(provided, "id")).put("object", "chat.completion")
                .put("created", created).put("model", Provided.text(provided, "model"));
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.set("message", answer.message(refusal(provided)));
        choice.put("finish_reason", StopReasons.finishReason(Provided.text(provided, "stop_reason"),
                answer.formatted && answer.toolCalls.isEmpty())).putNull("logprobs");
        completion.set("usage", usage.openAi());
        provided.properties().stream()
                .filter(field -> !TRANSLATED.contains(field.getKey()) && !completion.has(field.getKey()))
                .forEach(field -> completion.set(field.getKey(), field.getValue().deepCopy()));
        return completion;
    }

    /** Why the model refused; empty when it did not, or did not say. */
    static String refusal(JsonNode stop) {
        if (!stop.path("stop_reason").asText().equals("refusal")) {
            return "";
        }
        return stop.path("stop_details").path("explanation").asText("");
    }

    /** The arguments of a call, as OpenAI writes them: JSON in a string. */
    static String arguments(JsonNode input) {
        return new String(Json.write(input), StandardCharsets.UTF_8);
    }

    private void add(JsonNode block) {
        if (!block.isObject()) {
            throw new BrokenAnswerException("The provider's answer is broken: a content block is not an object.");
        }
        switch (Provided.text(block, "type")) {
            case "text" -> text.append(Provided.text(block, "text"));
            case "thinking" -> {
                String thought = Provided.text(block, "thinking");
                reasoning.append(thought);
                thinkingBlocks.add(thinking(thought, Provided.textOrEmpty(block, "signature")));
            }
            case "redacted_thinking" -> thinkingBlocks.add(redactedThinking(Provided.text(block, "data")));
            case "tool_use" -> addToolUse(block);
            default -> {
                // Tools the provider called itself and their results, and kinds that do not exist yet.
            }
        }
    }

    private void addToolUse(JsonNode block) {
        String name = Provided.text(block, "name");
        String arguments = arguments(Provided.object(block, "input"));
        if (!formatTool || !name.equals(ResponseFormat.TOOL_NAME)) {
            toolCalls.add(toolCall(Provided.text(block, "id"), name, arguments));
        } else if (!formatted) {
            formatted = true; // a second one would make the content two JSON values
            text.append(arguments);
        }
    }

    private ObjectNode message(String refusal) {
        ObjectNode message = Json.object().put("role", "assistant");
        if (text.isEmpty() && (!toolCalls.isEmpty() || !refusal.isEmpty())) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        message.put("refusal", refusal.isEmpty() ? null : refusal);
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!thinkingBlocks.isEmpty()) {
            message.set("thinking_blocks", thinkingBlocks);
        }
        if (!toolCalls.isEmpty()) {
            message.set("tool_calls", toolCalls);
        }
        return message;
    }

    static ObjectNode toolCall(String id, String name, String arguments) {
        ObjectNode call = Json.object().put("id", ToolIds.received(id)).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    static ObjectNode thinking(String thought, String signature) {
        return Json.object().put("type", "thinking").put("thinking", thought).put("signature", signature);
    }

    static ObjectNode redactedThinking(String data) {
        return Json.object().put("type", "redacted_thinking").put("data", data);
    }
}
