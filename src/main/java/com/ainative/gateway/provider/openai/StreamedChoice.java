package com.ainative.gateway.provider.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One choice of a streamed answer: holds its pieces to the schema, and knows whether it has come to its end. */
final class StreamedChoice {

    private final ToolCalls toolCalls = new ToolCalls();
    private boolean finished;

    void piece(ObjectNode choice) {
        if (choice.path("delta") instanceof ObjectNode delta) {
            MessageContent.flatten(delta);
            toolCalls.piece(delta.path("tool_calls"));
        } else {
            choice.putObject("delta");
        }
        String reason = choice.path("finish_reason").isTextual() ? choice.path("finish_reason").textValue() : "";
        if (reason.isEmpty()) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", FinishReasons.openAi(reason));
            finished = true;
        }
    }

    boolean finished() {
        return finished;
    }
}
