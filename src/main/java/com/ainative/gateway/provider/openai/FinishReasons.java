package com.ainative.gateway.provider.openai;

import com.ainative.gateway.provider.BrokenAnswerException;

/** Why an answer ended. Official clients refuse a word that is not OpenAI's, and hosts have many of their own. */
final class FinishReasons {

    private FinishReasons() {
    }

    /** @throws BrokenAnswerException when the word says that the answer is not whole because the host failed */
    static String openAi(String said) {
        return switch (said) {
            case "stop", "length", "tool_calls", "content_filter", "function_call" -> said;
            case "max_tokens", "model_length" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal", "safety", "sensitive" -> "content_filter";
            case "error", "network_error", "insufficient_system_resource" ->
                throw new BrokenAnswerException("it ended with '" + said + "'");
            // "eos", "end_turn" and what does not exist yet: the host calls the answer whole.
            default -> "stop";
        };
    }
}
