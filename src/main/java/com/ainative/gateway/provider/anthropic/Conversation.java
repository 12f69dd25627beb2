package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * OpenAI's list of messages as a system prompt and turns of user and assistant. System messages are hoisted wherever
 * they stand; tool results and the user's words after them make one turn, results first.
 */
final class Conversation {

    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    private final Set<String> toolNames = new LinkedHashSet<>();
    private final Set<String> dropped;

    private Conversation(Set<String> dropped) {
        this.dropped = dropped;
    }

    static Conversation read(ArrayNode messages, Set<String> dropped) {
        Conversation conversation = new Conversation(dropped);
        for (int i = 0; i < messages.size(); i++) {
            String path = "messages[" + i + "]";
            conversation.add(Asked.object(messages.get(i), path), path);
        }
        if (conversation.turns.isEmpty()) {
            throw Asked.wrong("messages", "must hold something a user or an assistant says");
        }
        return conversation;
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode turns() {
        return turns;
    }

    /** Tools that were called, in order of their first call. */
    Set<String> toolNames() {
        return toolNames;
    }

    /**
     * Whether the next answer continues a turn of tool calls that began without signed thinking. The provider refuses
     * to think in the middle of such a turn.
     */
    boolean continuesWithoutThinking() {
        if (turns.size() < 2 || !type(turns.get(turns.size() - 1)).equals("tool_result")) {
            return false;
        }
        return !type(turns.get(turns.size() - 2)).endsWith("thinking");
    }

    private static String type(JsonNode turn) {
        return turn.path("content").path(0).path("type").asText();
    }

    private void add(ObjectNode message, String path) {
        JsonNode content = message.path("content");
        switch (Asked.text(message.path("role"), path + ".role")) {
            case "system", "developer" ->
                system.addAll(marked(message, ContentParts.texts(content, path + ".content")));
            case "user" -> userTurn(marked(message, ContentParts.any(content, path + ".content", dropped)));
            case "assistant" -> assistantTurn(marked(message, AssistantTurn.read(message, path, toolNames)));
            case "tool" -> toolTurn(marked(message, List.of(ToolResult.read(message, path, dropped))));
            case "function" -> throw Asked.unsupported(path + ".role",
                    "The role 'function' is deprecated; use 'tool' with a tool_call_id.");
            default ->
                throw Asked.wrong(path + ".role", "must be one of system, developer, user, assistant and tool");
        }
        if (Asked.given(message.path("name"))) {
            dropped.add("messages[].name");
        }
    }

    /** A cache mark on the message goes to the last block of it. */
    private static List<ObjectNode> marked(ObjectNode message, List<ObjectNode> blocks) {
        JsonNode mark = message.path("cache_control");
        if (Asked.given(mark) && !blocks.isEmpty() && !blocks.getLast().has("cache_control")) {
            blocks.getLast().set("cache_control", mark.deepCopy());
        }
        return blocks;
    }

    private void userTurn(List<ObjectNode> blocks) {
        if (!blocks.isEmpty()) {
            openUserTurn().addAll(blocks);
        }
    }

    private void toolTurn(List<ObjectNode> results) {
        ArrayNode turn = openUserTurn();
        int place = 0;
        while (turn.path(place).path("type").asText().equals("tool_result")) {
            place++;
        }
        for (ObjectNode result : results) {
            turn.insert(place++, result);
        }
    }

    private void assistantTurn(List<ObjectNode> blocks) {
        if (!blocks.isEmpty()) {
            newTurn("assistant").addAll(blocks);
        }
    }

    private ArrayNode openUserTurn() {
        JsonNode last = turns.path(turns.size() - 1);
        return last.path("role").asText().equals("user") ? (ArrayNode) last.path("content") : newTurn("user");
    }

    private ArrayNode newTurn(String role) {
        ObjectNode turn = Json.object().put("role", role);
        turns.add(turn);
        return turn.putArray("content");
    }
}
