package com.ainative.gateway.provider.anthropic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why the model stopped, in OpenAI's words. */
final class StopReasons {

    private static final Logger LOG = LoggerFactory.getLogger(StopReasons.class);

    private StopReasons() {
    }

    /**
     * The {@code finish_reason}. A reason this gateway does not know is logged and becomes {@code stop}: the answer is
     * there, and a new word must not make it fail.
     *
     * @param answeredByFormatTool whether the only tool called was the one that carries the answer
     */
    static String finishReason(String stopReason, boolean answeredByFormatTool) {
        return switch (stopReason) {
            case "end_turn", "stop_sequence", "pause_turn" -> "stop";
            case "max_tokens", "model_context_window_exceeded", "compaction" -> "length";
            case "tool_use" -> answeredByFormatTool ? "stop" : "tool_calls";
            case "refusal" -> "content_filter";
            default -> {
                LOG.warn("unknown stop_reason {}", stopReason.replaceAll("[^a-zA-Z0-9_-]", "?"));
                yield "stop";
            }
        };
    }
}
