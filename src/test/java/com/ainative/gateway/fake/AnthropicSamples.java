package com.ainative.gateway.fake;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers in Anthropic's words, written by hand. */
public final class AnthropicSamples {

    private AnthropicSamples() {
    }

    /** Answers plain or streamed, as it was asked. */
    public static Reply says(Answer said) {
        return wire -> {
            if (!wire.request().json().path("stream").booleanValue()) {
                wire.json(200, message(said, true).toString());
                return;
            }
            wire.streamHead();
            ObjectNode start = Json.object().put("type", "message_start");
            start.set("message", message(said, false));
            wire.chunk(event(start));
            int index = 0;
            for (JsonNode block : blocks(said)) {
                wire.chunk(streamed(index++, (ObjectNode) block));
            }
            ObjectNode end = Json.object().put("type", "message_delta");
            end.putObject("delta").put("stop_reason", stopReason(said)).putNull("stop_sequence");
            end.putObject("usage").put("output_tokens", 3);
            wire.chunk(event(end));
            wire.chunk(event(Json.object().put("type", "message_stop")));
            wire.endChunks();
        };
    }

    public static Reply fails(int status, String type, String message) {
        return wire -> wire.json(status, error(type, message).toString());
    }

    /** Some text, and then an error event. */
    public static Reply breaksOff(String text) {
        return wire -> {
            wire.streamHead();
            ObjectNode start = Json.object().put("type", "message_start");
            start.set("message", message(Answer.text(text), false));
            wire.chunk(event(start));
            wire.chunk(streamed(0, (ObjectNode) blocks(Answer.text(text)).get(0)));
            wire.chunk(event(error("overloaded_error", "Overloaded")));
            wire.endChunks();
        };
    }

    private static ObjectNode message(Answer said, boolean whole) {
        ObjectNode message = Json.object().put("id", "msg_1").put("type", "message").put("role", "assistant")
                .put("model", "upstream-model");
        message.set("content", whole ? blocks(said) : Json.mapper().createArrayNode());
        message.put("stop_reason", whole ? stopReason(said) : null).putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", 9).put("output_tokens", whole ? 3 : 1);
        return message;
    }

    private static String stopReason(Answer said) {
        return said.calls().isEmpty() ? "end_turn" : "tool_use";
    }

    private static ArrayNode blocks(Answer said) {
        ArrayNode blocks = Json.mapper().createArrayNode();
        if (!said.thought().isEmpty()) {
            blocks.addObject().put("type", "thinking").put("thinking", said.thought()).put("signature", "signed");
        }
        if (!said.text().isEmpty()) {
            blocks.addObject().put("type", "text").put("text", said.text());
        }
        for (Answer.Call call : said.calls()) {
            blocks.addObject().put("type", "tool_use").put("id", call.id()).put("name", call.name()).set("input",
                    call.json());
        }
        return blocks;
    }

    /** A block as its start, its pieces and its stop. */
    private static String streamed(int index, ObjectNode block) {
        StringBuilder events = new StringBuilder();
        ObjectNode begun = block.deepCopy();
        switch (block.path("type").textValue()) {
            case "thinking" -> {
                begun.put("thinking", "").put("signature", "");
                events.append(delta(index, "thinking_delta", "thinking", block.path("thinking").textValue()))
                        .append(delta(index, "signature_delta", "signature", block.path("signature").textValue()));
            }
            case "text" -> {
                begun.put("text", "");
                for (String word : block.path("text").textValue().split("(?<= )")) {
                    events.append(delta(index, "text_delta", "text", word));
                }
            }
            default -> {
                begun.putObject("input");
                String input = block.path("input").toString();
                events.append(delta(index, "input_json_delta", "partial_json", ""))
                        .append(delta(index, "input_json_delta", "partial_json", input.substring(0, 3)))
                        .append(delta(index, "input_json_delta", "partial_json", input.substring(3)));
            }
        }
        ObjectNode start = Json.object().put("type", "content_block_start").put("index", index);
        start.set("content_block", begun);
        return event(start) + event(Json.object().put("type", "ping")) + events
                + event(Json.object().put("type", "content_block_stop").put("index", index));
    }

    private static String delta(int index, String type, String field, String piece) {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", index);
        event.putObject("delta").put("type", type).put(field, piece);
        return event(event);
    }

    private static ObjectNode error(String type, String message) {
        ObjectNode error = Json.object().put("type", "error");
        error.putObject("error").put("type", type).put("message", message);
        return error;
    }

    private static String event(ObjectNode event) {
        return "event: " + event.path("type").textValue() + "\ndata: " + event + "\n\n";
    }
}
