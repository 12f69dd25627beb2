package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.error.Failure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicErrorsTest {

    private static final String KEY = "sk-ant-api03-abc_DEF-123";

    private static Failure refusal(int status, String body) {
        return AnthropicErrors.refusal(status, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String error(String type, String message) {
        return "{'type': 'error', 'error': {'details': null, 'type': '" + type + "', 'message': '" + message
                + "'}, 'request_id': 'req_1'}";
    }

    @ParameterizedTest
    @DisplayName("GIVEN an empty account WHEN it is told with another status THEN it is a 402, for no caller is to blame")
    @CsvSource({"400,invalid_request_error,Your credit balance is too low", "429,billing_error,no money"})
    void refusal_emptyAccount(int status, String kind, String message) {
        Failure failure = refusal(status, error(kind, message));

        assertThat(failure.status()).isEqualTo(402);
        assertThat(failure.code()).isEqualTo("insufficient_quota");
    }

    @ParameterizedTest
    @DisplayName("GIVEN an error WHEN read THEN its status stays, and type and code are OpenAI's for it")
    @CsvSource({"400,invalid_request_error,messages: wrong,invalid_request_error,",
        "400,invalid_request_error,prompt is too long: 9 tokens,invalid_request_error,context_length_exceeded",
        "400,invalid_request_error,they exceed context limit: 9,invalid_request_error,context_length_exceeded",
        "401,authentication_error,invalid x-api-key,server_error,upstream_auth",
        "402,billing_error,no money,insufficient_quota,insufficient_quota",
        "403,permission_error,not yours,server_error,upstream_auth",
        "404,not_found_error,model: claude-none,invalid_request_error,model_not_found",
        "413,request_too_large,too big,invalid_request_error,request_too_large",
        "429,rate_limit_error,too many requests,requests,rate_limit_exceeded",
        "429,rate_limit_error,too many input tokens a minute,tokens,rate_limit_exceeded",
        "500,api_error,oh,server_error,upstream_error", "504,timeout_error,late,server_error,timeout",
        "529,overloaded_error,Overloaded,server_error,overloaded"})
    void refusal_known(int status, String kind, String message, String type, String code) {
        Failure failure = refusal(status, error(kind, message));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message())
                .isEqualTo("upstream_auth".equals(code) ? "The provider refused the gateway's credentials." : message);
    }

    @Test
    @DisplayName("GIVEN a spend limit WHEN read THEN it is the quota, not the rate")
    void refusal_spendLimit() {
        assertThat(refusal(429, "{'error': {'type': 'rate_limit_error', 'message': 'stop',"
                + "'details': {'error_code': 'enforced_spend_limit_reached'}}}").code())
                .isEqualTo("insufficient_quota");
    }

    @ParameterizedTest
    @DisplayName("GIVEN a body that is no such error WHEN read THEN a plain sentence, and the status says the kind")
    @CsvSource({"400,invalid_request_error,", "401,server_error,upstream_auth",
        "402,insufficient_quota,insufficient_quota", "403,server_error,upstream_auth",
        "404,invalid_request_error,model_not_found", "408,server_error,timeout",
        "413,invalid_request_error,request_too_large", "429,requests,rate_limit_exceeded",
        "500,server_error,upstream_error", "502,server_error,upstream_error", "503,server_error,overloaded",
        "504,server_error,timeout", "529,server_error,overloaded"})
    void refusal_noJson(int status, String type, String code) {
        Failure failure = refusal(status, "<html><body>Bad things</body></html>");

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).doesNotContain("Bad things");
    }

    @ParameterizedTest
    @DisplayName("GIVEN nothing, or JSON of another shape WHEN read THEN a plain sentence with the status")
    @ValueSource(strings = {"", "[]", "'x'", "{'error': 'x'}", "{'error': {}}", "{'error': {'message': {}}}",
        "{'message': 'x'}", "{'error': {'type': 'api_error', 'message': ' '}}"})
    void refusal_otherShapes(String body) {
        assertThat(refusal(502, body).message()).isEqualTo("The provider answered with status 502.");
    }

    @Test
    @DisplayName("GIVEN bytes that are no text WHEN read THEN a plain sentence with the status")
    void refusal_noText() {
        byte[] body = {0, 0, 0, '{', (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};

        assertThat(AnthropicErrors.refusal(500, body).message()).isEqualTo("The provider answered with status 500.");
    }

    @Test
    @DisplayName("GIVEN a key or control characters in a message WHEN read THEN they are not repeated")
    void refusal_hidesKeys() {
        assertThat(refusal(400, error("invalid_request_error", "key " + KEY + " is\\r\\n\\u001b[1m odd")).message())
                .isEqualTo("key *** is [1m odd");
    }

    @Test
    @DisplayName("GIVEN a very long message WHEN read THEN at most 2,000 characters, and none cut in half")
    void refusal_longMessage() {
        assertThat(refusal(400, error("invalid_request_error", "x".repeat(3000))).message()).hasSize(2000);
        assertThat(refusal(400, error("invalid_request_error", "x".repeat(1999) + "\uD83D\uDE00y")).message())
                .isEqualTo("x".repeat(1999));
    }

    @ParameterizedTest
    @DisplayName("GIVEN an error within a stream WHEN read THEN it has the status that says the same")
    @CsvSource({"overloaded_error,503,overloaded", "api_error,502,upstream_error",
        "rate_limit_error,429,rate_limit_exceeded",
        "timeout_error,504,timeout", "authentication_error,502,upstream_auth", "invalid_request_error,400,",
        "odd_error,502,upstream_error"})
    void inStream_known(String kind, int status, String code) {
        Failure failure = AnthropicErrors.inStream(Ask.json(error(kind, "Because.")));

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.code()).isEqualTo(code);
    }

    @Test
    @DisplayName("GIVEN an error event without an error WHEN read THEN a plain sentence")
    void inStream_empty() {
        assertThat(AnthropicErrors.inStream(Ask.json("{'type': 'error'}")).message())
                .isEqualTo("The provider broke off its answer with an error.");
    }
}
