package com.ainative.gateway.fake;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider.Reply;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;

/** Answers in OpenAI's words, written by hand. */
public final class OpenAiSamples {

    private static final String USAGE = "{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}";

    private OpenAiSamples() {
    }

    public static String answer(String text) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"upstream-model\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":" + USAGE + "}";
    }

    /** One event with a piece of text. */
    public static String piece(String text) {
        return event("{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}", "null");
    }

    public static String role() {
        return event("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}",
                "null");
    }

    public static String finish() {
        return event("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", "null");
    }

    public static String usage() {
        return event("", USAGE);
    }

    public static String done() {
        return "data: [DONE]\n\n";
    }

    private static String event(String choice, String usage) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                + "\"model\":\"upstream-model\",\"choices\":[" + choice + "],\"usage\":" + usage + "}\n\n";
    }

    /** Answers plain or streamed, as it was asked. */
    public static Reply says(String text) {
        return wire -> {
            if (!wire.request().json().path("stream").booleanValue()) {
                wire.json(200, answer(text));
                return;
            }
            wire.streamHead();
            wire.chunk(role());
            for (String word : text.split("(?<= )")) {
                wire.chunk(piece(word));
            }
            wire.chunk(finish());
            wire.chunk(usage());
            wire.chunk(done());
            wire.endChunks();
        };
    }

    /** Answers plain or streamed, as it was asked, each tool call in several pieces. */
    public static Reply says(Answer said) {
        return wire -> {
            String finish = said.calls().isEmpty() ? "stop" : "tool_calls";
            if (!wire.request().json().path("stream").booleanValue()) {
                ObjectNode answer = Json.object().put("id", "chatcmpl-1").put("object", "chat.completion")
                        .put("created", 1_700_000_000).put("model", "upstream-model");
                ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
                choice.set("message", message(said));
                choice.putNull("logprobs").put("finish_reason", finish);
                answer.putRawValue("usage", new RawValue(USAGE));
                wire.json(200, answer.toString());
                return;
            }
            wire.streamHead();
            wire.chunk(role());
            if (!said.thought().isEmpty()) {
                wire.chunk(delta(Json.object().put("reasoning_content", said.thought())));
            }
            if (!said.text().isEmpty()) {
                wire.chunk(delta(Json.object().put("content", said.text())));
            }
            for (int i = 0; i < said.calls().size(); i++) {
                String arguments = said.calls().get(i).arguments();
                ObjectNode start = Json.object();
                call(said.calls().get(i), start.putArray("tool_calls").addObject().put("index", i), "");
                wire.chunk(delta(start));
                for (String piece : List.of(arguments.substring(0, 3), arguments.substring(3))) {
                    ObjectNode more = Json.object();
                    more.putArray("tool_calls").addObject().put("index", i).putObject("function").put("arguments",
                            piece);
                    wire.chunk(delta(more));
                }
            }
            wire.chunk(event("{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}", "null"));
            wire.chunk(usage());
            wire.chunk(done());
            wire.endChunks();
        };
    }

    private static ObjectNode message(Answer said) {
        ObjectNode message = Json.object().put("role", "assistant").put("content",
                said.text().isEmpty() ? null : said.text()).putNull("refusal");
        if (!said.thought().isEmpty()) {
            message.put("reasoning_content", said.thought());
        }
        said.calls().forEach(call -> call(call, message.withArray("tool_calls").addObject(), call.arguments()));
        return message;
    }

    private static void call(Answer.Call call, ObjectNode into, String arguments) {
        into.put("id", call.id()).put("type", "function").putObject("function").put("name", call.name())
                .put("arguments", arguments);
    }

    private static String delta(ObjectNode delta) {
        return event("{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}", "null");
    }

    /** A piece of text, and then an error event. */
    public static Reply breaksOff(String text) {
        return wire -> {
            wire.streamHead();
            wire.chunk(piece(text));
            wire.chunk("data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded\",\"code\":503}}\n\n");
            wire.endChunks();
        };
    }

    public static Reply fails(int status, String message, String... headers) {
        return wire -> wire.json(status,
                "{\"error\":{\"message\":\"" + message + "\",\"type\":\"test_error\",\"param\":null,\"code\":null}}",
                headers);
    }
}
