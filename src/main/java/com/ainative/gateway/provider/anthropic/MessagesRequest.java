package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.TargetConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A chat request in the provider's shape. A field that is no word of OpenAI's is the provider's own and passes through;
 * where it says the same as a translated field, the provider's word wins.
 *
 * @param body what is sent
 * @param dropped what was left out: top-level fields in the order of the request, then nested ones
 * @param formatTool whether the answer comes as the input of {@link ResponseFormat#TOOL_NAME}
 */
record MessagesRequest(ObjectNode body, List<String> dropped, boolean formatTool) {

    static MessagesRequest of(ChatRequest chat, TargetConfig target) {
        refuseWhatWouldChangeTheAnswer(chat);
        Set<String> dropped = new LinkedHashSet<>();
        Conversation conversation = Conversation.read(chat.messages(), dropped);
        ToolUse tools = ToolUse.read(chat, target, dropped);

        ObjectNode body = Json.object().put("model", target.model());
        boolean limited = limit(body, chat, target);
        extensions(body, chat, dropped);
        boolean canThink = !tools.schemaByTool() && !conversation.continuesWithoutThinking();
        Thinking.write(body, chat.field("reasoning_effort"), target.reasoning(), canThink, limited, dropped);
        system(body, conversation.system(), tools.needsInstruction(body));
        body.set("messages", conversation.turns());
        boolean formatTool = tools.write(body, conversation.toolNames());
        if (tools.format() instanceof ResponseFormat.Schema schema
                && target.structuredOutput() == TargetConfig.StructuredOutput.NATIVE
                && !body.path("output_config").has("format")) {
            outputConfig(body).set("format", schema.nativeFormat());
        }
        boolean sampled = target.sampling() == TargetConfig.Sampling.FULL && !Thinking.isOn(body);
        Sampling.write(body, chat, sampled, dropped);
        EndUser.write(body, chat, dropped);
        serviceTier(body, chat, dropped);
        if (chat.stream()) {
            body.put("stream", true);
        }
        return new MessagesRequest(body, inOrder(dropped, chat), formatTool);
    }

    /** The caller's {@code output_config}, or a new one, to be added to. */
    static ObjectNode outputConfig(ObjectNode body) {
        if (!body.has("output_config")) {
            body.putObject("output_config");
        }
        return Asked.object(body.path("output_config"), "output_config");
    }

    private static void refuseWhatWouldChangeTheAnswer(ChatRequest chat) {
        JsonNode n = chat.field("n");
        if (Asked.given(n) && Asked.positive(n, "n") > 1) {
            throw Asked.unsupported("n", "This model gives one choice; 'n' must be 1.");
        }
        JsonNode modalities = chat.field("modalities");
        if (Asked.given(modalities)) {
            for (JsonNode modality : Asked.array(modalities, "modalities")) {
                if (!modality.asText().equals("text")) {
                    throw Asked.unsupported("modalities", "This model answers in text only.");
                }
            }
        }
        refuse(chat, "audio", "This model does not speak.");
        refuse(chat, "web_search_options", "This model takes no web_search_options.");
        refuse(chat, "functions", "'functions' is deprecated; use 'tools'.");
        refuse(chat, "function_call", "'function_call' is deprecated; use 'tool_choice'.");
    }

    private static void refuse(ChatRequest chat, String name, String why) {
        if (Asked.given(chat.field(name))) {
            throw Asked.unsupported(name, why);
        }
    }

    /** The provider demands a limit, and takes 0 for "say nothing", which no caller of this API can mean. */
    private static boolean limit(ObjectNode body, ChatRequest chat, TargetConfig target) {
        for (String name : List.of("max_completion_tokens", "max_tokens")) {
            if (Asked.given(chat.field(name))) {
                body.put("max_tokens", Asked.positive(chat.field(name), name));
                return true;
            }
        }
        body.put("max_tokens", target.maxTokens());
        return false;
    }

    private static void extensions(ObjectNode body, ChatRequest chat, Set<String> dropped) {
        chat.json().properties().forEach(field -> {
            if (field.getValue().isNull()) {
                return;
            }
            if (OpenAiFields.ignored(field.getKey())) {
                dropped.add(field.getKey());
            } else if (!OpenAiFields.known(field.getKey())) {
                body.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    /** A {@code system} in the provider's own words comes before what the messages say. */
    private static void system(ObjectNode body, ArrayNode hoisted, boolean instruct) {
        JsonNode own = body.path("system");
        if (instruct) {
            hoisted.add(ContentParts.text(ResponseFormat.INSTRUCTION));
        }
        if (hoisted.isEmpty()) {
            return;
        }
        ArrayNode system = body.putArray("system");
        if (Asked.given(own)) {
            system.addAll(ContentParts.texts(own, "system"));
        }
        system.addAll(hoisted);
    }

    private static void serviceTier(ObjectNode body, ChatRequest chat, Set<String> dropped) {
        JsonNode tier = chat.field("service_tier");
        if (!Asked.given(tier)) {
            return;
        }
        switch (Asked.text(tier, "service_tier")) {
            case "auto" -> body.put("service_tier", "auto");
            case "default" -> body.put("service_tier", "standard_only");
            default -> dropped.add("service_tier");
        }
    }

    private static List<String> inOrder(Set<String> dropped, ChatRequest chat) {
        List<String> ordered = new ArrayList<>();
        chat.json().fieldNames().forEachRemaining(name -> {
            if (dropped.contains(name)) {
                ordered.add(name);
            }
        });
        dropped.stream().filter(name -> !ordered.contains(name)).forEach(ordered::add);
        return List.copyOf(ordered);
    }
}
