package com.ainative.gateway.demo;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions, as far as text goes. */
final class SimulatedOpenAi implements SimulatedProtocol {

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public @Nullable Objection objection(Function<String, @Nullable String> header, ObjectNode body) {
        String authorization = header.apply("authorization");
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return new Objection(401, "No API key was given; it belongs in the Authorization header.");
        }
        if (body.path("messages").isEmpty()) {
            return new Objection(400, "'messages' is missing or empty.");
        }
        return null;
    }

    @Override
    public ObjectNode whole(Call call) {
        ObjectNode answer = base(call, "chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", call.text()).putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", "stop");
        usage(answer, call);
        return answer;
    }

    @Override
    public List<String> head(Call call) {
        ObjectNode delta = Json.object().put("role", "assistant").put("content", "").putNull("refusal");
        return List.of(chunk(call, delta, null));
    }

    @Override
    public String word(Call call, String text) {
        return chunk(call, Json.object().put("content", text), null);
    }

    @Override
    public List<String> tail(Call call) {
        List<String> events = new ArrayList<>();
        events.add(chunk(call, Json.object(), "stop"));
        if (usageWanted(call)) {
            ObjectNode last = base(call, "chat.completion.chunk");
            last.putArray("choices");
            usage(last, call);
            events.add(event(last));
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    @Override
    public ObjectNode error(int status, String message) {
        String type = status == 429 ? "requests" : status >= 500 ? "server_error" : "invalid_request_error";
        ObjectNode error = Json.object();
        error.putObject("error").put("message", message).put("type", type).putNull("param").put("code",
                status == 429 ? "rate_limit_exceeded" : null);
        return error;
    }

    private static String chunk(Call call, ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = base(call, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish);
        if (usageWanted(call)) {
            chunk.putNull("usage");
        }
        return event(chunk);
    }

    private static boolean usageWanted(Call call) {
        return call.body().path("stream_options").path("include_usage").asBoolean();
    }

    private static ObjectNode base(Call call, String object) {
        return Json.object().put("id", "chatcmpl-simulated-" + call.number()).put("object", object)
                .put("created", call.created()).put("model", call.model()).putNull("system_fingerprint");
    }

    private static void usage(ObjectNode answer, Call call) {
        int asked = call.promptTokens();
        int said = call.words().size();
        ObjectNode usage = answer.putObject("usage").put("prompt_tokens", asked).put("completion_tokens", said)
                .put("total_tokens", asked + said);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
    }

    private static String event(ObjectNode data) {
        return "data: " + new String(Json.write(data), StandardCharsets.UTF_8) + "\n\n";
    }
}
