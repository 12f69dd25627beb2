package com.ainative.gateway.provider.openai;

import com.ainative.gateway.provider.BrokenAnswerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Holds a whole answer to OpenAI's schema: what compatible hosts leave out is filled in, all else stays. */
final class OpenAiAnswer {

    private OpenAiAnswer() {
    }

    /** @param model what was asked for, should the answer not name it */
    static ObjectNode read(ObjectNode answer, String model) {
        JsonNode error = answer.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw failed(error);
        }
        JsonNode choices = answer.path("choices");
        if (!choices.isArray() || choices.isEmpty()) {
            throw new BrokenAnswerException("no choices in it");
        }
        int index = 0;
        for (JsonNode choice : choices) {
            if (!(choice instanceof ObjectNode object) || !(choice.path("message") instanceof ObjectNode message)) {
                throw new BrokenAnswerException("choices[" + index + "] has no message");
            }
            complete(object, message, index++);
        }
        name(answer, model);
        answer.put("object", "chat.completion");
        if (answer.has("usage")) {
            ObjectNode usage = OpenAiUsage.read(answer.path("usage"));
            if (usage == null) {
                answer.remove("usage");
            }
        }
        return answer;
    }

    /** What every answer and every chunk has to carry. */
    static void name(ObjectNode answer, String model) {
        if (!answer.path("id").isTextual()) {
            answer.put("id", "chatcmpl-unnamed");
        }
        if (!answer.path("created").isIntegralNumber()) {
            answer.put("created", answer.path("created").asLong());
        }
        if (!answer.path("model").isTextual()) {
            answer.put("model", model);
        }
        if (answer.path("service_tier").asText().equals("on_demand")) {
            // Groq's word for it, which official clients refuse.
            answer.put("service_tier", "default");
        }
    }

    private static void complete(ObjectNode choice, ObjectNode message, int index) {
        if (choice.path("error").isObject()) {
            throw failed(choice.path("error"));
        }
        if (!choice.path("index").isIntegralNumber()) {
            choice.put("index", index);
        }
        OpenAiDialect.atLeastNull(choice, "logprobs");
        String finish = choice.path("finish_reason").asText("");
        if (choice.path("finish_reason").isNull() || finish.isEmpty()) {
            finish = message.path("tool_calls").isEmpty() ? "stop" : "tool_calls";
        }
        choice.put("finish_reason", FinishReasons.openAi(finish));
        if (!message.path("role").isTextual()) {
            message.put("role", "assistant");
        }
        OpenAiDialect.atLeastNull(message, "content");
        OpenAiDialect.atLeastNull(message, "refusal");
        MessageContent.flatten(message);
        ToolCalls.complete(message.path("tool_calls"));
    }

    private static BrokenAnswerException failed(JsonNode error) {
        return new BrokenAnswerException("an error with status 200: " + OpenAiErrors.message(error, "no message"));
    }
}
