package com.ainative.gateway.conformance;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an answer says, whatever its form: the same for the provider's words and for OpenAI's, whole or streamed.
 *
 * @param reasoning what the model thought, in the field {@code reasoning_content}
 */
record Summary(String content, String reasoning, List<Call> calls, String finishReason, Tokens tokens) {

    /** A call of a tool; the arguments are compared as what they mean. */
    record Call(String id, String name, JsonNode arguments) {
    }

    /** Counts; all zero when none were told. */
    record Tokens(long prompt, long completion, long total, long cached) {

        static Tokens of(JsonNode usage) {
            return new Tokens(usage.path("prompt_tokens").asLong(), usage.path("completion_tokens").asLong(),
                    usage.path("total_tokens").asLong(), usage.at("/prompt_tokens_details/cached_tokens").asLong());
        }
    }

    /** xAI alone leaves the reasoning out of the completion, and its total shows that. */
    Summary withReasoningCounted() {
        long missing = tokens.total() - tokens.prompt() - tokens.completion();
        return new Summary(content, reasoning, calls, finishReason,
                new Tokens(tokens.prompt(), tokens.completion() + missing, tokens.total(), tokens.cached()));
    }

    /** Lengths and hashes in place of texts, so that what is expected can be kept without the recording itself. */
    ObjectNode digest() {
        ObjectNode digest = Json.object();
        digest.set("content", digest(content));
        digest.set("reasoning", digest(reasoning));
        ArrayNode called = digest.putArray("calls");
        calls.forEach(call -> called.addObject().put("name", call.name()).set("arguments",
                digest(call.arguments().toString())));
        digest.put("finishReason", finishReason);
        digest.putArray("tokens").add(tokens.prompt()).add(tokens.completion()).add(tokens.total())
                .add(tokens.cached());
        return Fixtures.object(Recording.read(digest.toString()));
    }

    private static ObjectNode digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Json.object().put("characters", text.codePointCount(0, text.length())).put("sha256",
                    HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
