package com.ainative.gateway.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a provider answered, in OpenAI's chat shape. */
public sealed interface ChatAnswer {

    /** A {@code chat.completion} object. */
    record Whole(ObjectNode json) implements ChatAnswer {
    }

    /** {@code chat.completion.chunk} objects that are still arriving. */
    record Streamed(AnswerStream chunks) implements ChatAnswer {
    }
}
