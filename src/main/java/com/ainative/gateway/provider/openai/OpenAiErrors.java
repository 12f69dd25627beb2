package com.ainative.gateway.provider.openai;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the error bodies of OpenAI and of hosts that are nearly like it. */
final class OpenAiErrors {

    private static final int LONGEST_MESSAGE = 2_000;
    /** What OpenAI's and many hosts' keys look like; hosts quote them when they refuse one. */
    private static final Pattern KEY = Pattern.compile("\\b(sk|gsk|xai|csk)[-_][A-Za-z0-9_*-]{8,}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private OpenAiErrors() {
    }

    static Failure read(int status, byte[] body) {
        JsonNode json = parse(body);
        JsonNode error = json.path("error");
        if (error.isMissingNode() || error.isNull()) {
            // vLLM's older form, FastAPI's "detail", and plain {"message": ...}
            error = json;
        }
        String type = text(error.path("type"));
        return new Failure(status, type == null || type.isEmpty() ? "invalid_request_error" : type,
                text(error.path("code")), message(error, "The provider answered with status " + status + "."),
                text(error.path("param")), null);
    }

    /** An error object inside a stream. Its status, if it names none, is that of a broken provider. */
    static Failure inStream(JsonNode error) {
        int status = error.path("code").asInt(error.path("status").asInt(0));
        String said = message(error, "The provider reported an error.");
        String type = error.path("type").asText("");
        if (status == 429 || type.contains("rate_limit")) {
            return ErrorCode.RATE_LIMITED.because(said);
        }
        if (status == 401 || status == 402 || status == 403 || type.equals("authentication_error")) {
            return ErrorCode.UPSTREAM_AUTH.because("The provider refused the gateway's credentials.");
        }
        if (status == 503 || status == 529 || type.contains("overloaded")) {
            return ErrorCode.OVERLOADED.because(said);
        }
        if (type.equals("invalid_request_error") || status / 100 == 4) {
            return new Failure(status / 100 == 4 ? status : 400, "invalid_request_error", text(error.path("code")),
                    said, text(error.path("param")), null);
        }
        return ErrorCode.UPSTREAM_FAILED.because(said);
    }

    static String message(JsonNode error, String otherwise) {
        String said = text(error.isTextual() ? error : error.path("message"));
        if (said == null) {
            said = error.path("detail").isMissingNode() ? null : error.path("detail").toString();
        }
        if (said == null || said.isBlank()) {
            return otherwise;
        }
        String safe = KEY.matcher(CONTROL.matcher(said).replaceAll(" ")).replaceAll("***");
        if (safe.length() <= LONGEST_MESSAGE) {
            return safe;
        }
        boolean cutsPair = Character.isHighSurrogate(safe.charAt(LONGEST_MESSAGE - 1));
        return safe.substring(0, cutsPair ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.read(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
