package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A content block that is still arriving. Each kind takes its own pieces and gives {@code delta} objects; a piece of a
 * kind that does not exist yet is skipped, one of another block's kind is a broken answer.
 */
sealed interface StreamedBlock {

    void piece(String type, JsonNode delta, Consumer<ObjectNode> out);

    default void stop(Consumer<ObjectNode> out) {
    }

    /** Text, passed on as it comes. Citations have no counterpart. */
    record Text() implements StreamedBlock {

        @Override
        public void piece(String type, JsonNode delta, Consumer<ObjectNode> out) {
            if (type.equals("text_delta")) {
                say(Provided.text(delta, "text"), out);
            } else {
                skip(type, Set.of("thinking_delta", "signature_delta", "input_json_delta"));
            }
        }

        static void say(String text, Consumer<ObjectNode> out) {
            if (!text.isEmpty()) {
                out.accept(Json.object().put("content", text));
            }
        }
    }

    /** Thinking, passed on as it comes; its signature covers the whole, so the signed block follows at the end. */
    final class Thinking implements StreamedBlock {

        /** Characters; the longest thinking of today's models is a tenth of it. */
        private static final int MOST_HELD = 4 * 1024 * 1024;

        private final int index;
        private final StringBuilder thought = new StringBuilder();
        private final StringBuilder signature = new StringBuilder();

        /** @param index among the thinking blocks, by which clients put pieces of a list together */
        Thinking(int index, String signature) {
            this.index = index;
            this.signature.append(signature);
        }

        @Override
        public void piece(String type, JsonNode delta, Consumer<ObjectNode> out) {
            switch (type) {
                case "thinking_delta" -> think(Provided.text(delta, "thinking"), out);
                case "signature_delta" -> sign(Provided.text(delta, "signature"));
                default -> skip(type, Set.of("text_delta", "input_json_delta"));
            }
        }

        private void sign(String piece) {
            if (signature.length() + piece.length() > MOST_HELD) {
                throw new BrokenAnswerException("a signature that is larger than can be held");
            }
            signature.append(piece);
        }

        void think(String piece, Consumer<ObjectNode> out) {
            if (!piece.isEmpty()) {
                if (thought.length() + signature.length() + piece.length() > MOST_HELD) {
                    throw new BrokenAnswerException("more thinking in one block than can be held");
                }
                thought.append(piece);
                out.accept(Json.object().put("reasoning_content", piece));
            }
        }

        @Override
        public void stop(Consumer<ObjectNode> out) {
            out.accept(thinkingBlock(index, MessagesAnswer.thinking(thought.toString(), signature.toString())));
        }
    }

    /** Thinking the provider hid; it comes whole. */
    record RedactedThinking(int index, String data) implements StreamedBlock {

        @Override
        public void piece(String type, JsonNode delta, Consumer<ObjectNode> out) {
            skip(type, Set.of("text_delta", "thinking_delta", "input_json_delta"));
        }

        @Override
        public void stop(Consumer<ObjectNode> out) {
            out.accept(thinkingBlock(index, MessagesAnswer.redactedThinking(data)));
        }
    }

    /** A call of one of the caller's tools, or of the tool whose input is the answer. */
    final class ToolUse implements StreamedBlock {

        private final int index;
        private final JsonNode input;
        private boolean said;

        /**
         * @param index among the tool calls; negative when the arguments are the answer's content
         * @param input what the block began with, used when no piece of arguments follows
         */
        ToolUse(int index, JsonNode input) {
            this.index = index;
            this.input = input;
        }

        @Override
        public void piece(String type, JsonNode delta, Consumer<ObjectNode> out) {
            if (type.equals("input_json_delta")) {
                arguments(Provided.text(delta, "partial_json"), out);
            } else {
                skip(type, Set.of("text_delta", "thinking_delta", "signature_delta"));
            }
        }

        @Override
        public void stop(Consumer<ObjectNode> out) {
            if (!said) {
                arguments(MessagesAnswer.arguments(input), out);
            }
        }

        private void arguments(String piece, Consumer<ObjectNode> out) {
            if (piece.isEmpty()) {
                return;
            }
            said = true;
            if (index < 0) {
                Text.say(piece, out);
                return;
            }
            ObjectNode delta = Json.object();
            delta.putArray("tool_calls").addObject().put("index", index).putObject("function").put("arguments", piece);
            out.accept(delta);
        }
    }

    /** Tools the provider calls itself, their results, and kinds that do not exist yet. */
    record Ignored() implements StreamedBlock {

        @Override
        public void piece(String type, JsonNode delta, Consumer<ObjectNode> out) {
            // nothing of it is the caller's
        }
    }

    private static ObjectNode thinkingBlock(int index, ObjectNode block) {
        ObjectNode delta = Json.object();
        delta.putArray("thinking_blocks").add(block.put("index", index));
        return delta;
    }

    private static void skip(String type, Set<String> ofOtherBlocks) {
        if (ofOtherBlocks.contains(type)) {
            throw new BrokenAnswerException(
                    "The provider's stream is broken: a " + type + " in a block of another kind.");
        }
    }
}
