package com.ainative.gateway.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.error.Failure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiErrorsTest {

    private static Failure read(String body) {
        return OpenAiErrors.read(400, Said.bytes(body));
    }

    @Test
    @DisplayName("GIVEN OpenAI's error WHEN read THEN all four words are kept, and the status")
    void read_openAi() {
        assertThat(OpenAiErrors.read(422,
                Said.bytes("{'error': {'message': 'm', 'type': 't', 'param': 'p', 'code': 'c', 'more': 1}}")))
                .isEqualTo(new Failure(422, "t", "c", "m", "p", null));
    }

    @Test
    @DisplayName("GIVEN an error with a number as code and nulls WHEN read THEN the code is its text")
    void read_numberAsCode() {
        assertThat(read("{'error': {'message': 'm', 'type': null, 'param': null, 'code': 429}}"))
                .isEqualTo(new Failure(400, "invalid_request_error", "429", "m", null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"error\":\"said\"} | said", "{\"message\":\"said\"} | said",
        "{\"object\":\"error\",\"message\":\"said\",\"error\":null} | said", "{\"detail\":\"no\"} | \"no\"",
        "{\"detail\":[{\"loc\":[\"body\"]}]} | [{\"loc\":[\"body\"]}]",
        "{\"error\":{\"message\":\" \"}} | The provider answered with status 400.",
        "{\"error\":{\"message\":{}}} | The provider answered with status 400.",
        "<html>no</html> | The provider answered with status 400.", "'' | The provider answered with status 400.",
        "[1] | The provider answered with status 400."})
    @DisplayName("GIVEN bodies that are nearly OpenAI's, or not at all WHEN read THEN there is always a sentence")
    void read_otherShapes(String body, String message) {
        assertThat(OpenAiErrors.read(400, body.getBytes(StandardCharsets.UTF_8)).message())
                .isEqualTo(message);
    }

    @Test
    @DisplayName("GIVEN a message that quotes a key WHEN read THEN the key is hidden, and like words are not")
    void read_key() {
        assertThat(read("{'error': {'message': 'bad key sk-proj-abc***xyz9, skip it'}}").message())
                .isEqualTo("bad key ***, skip it");
    }

    @Test
    @DisplayName("GIVEN a very long message WHEN read THEN it is cut, never inside a character")
    void read_long() {
        String message = read("{'error': {'message': '" + "x".repeat(1_999) + "😀😀'}}").message();
        assertThat(message).hasSize(1_999);
        assertThat(read("{'error': {'message': '" + "x".repeat(3_000) + "'}}").message()).hasSize(2_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'code': 429} | 429 | rate_limit_exceeded",
        "{'type': 'rate_limit_error'} | 429 | rate_limit_exceeded", "{'code': 503} | 503 | overloaded",
        "{'type': 'overloaded_error'} | 503 | overloaded", "{'code': 401} | 502 | upstream_auth",
        "{'status': 403} | 502 | upstream_auth", "{'type': 'authentication_error'} | 502 | upstream_auth",
        "{'code': 402} | 502 | upstream_auth", "{'type': 'invalid_request_error', 'code': 'bad'} | 400 | bad",
        "{'code': 404} | 404 | 404", "{'type': 'server_error'} | 502 | upstream_error",
        "{'code': 500} | 502 | upstream_error", "{} | 502 | upstream_error"})
    @DisplayName("GIVEN an error within a stream WHEN read THEN it has the status it would have had before it")
    void inStream(String error, int status, String code) {
        Failure failure = OpenAiErrors.inStream(Said.json(error));
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).isNotBlank();
    }

    @Test
    @DisplayName("GIVEN an error within a stream that tells of the gateway's key WHEN read THEN its words are not passed on")
    void inStream_credentials() {
        assertThat(OpenAiErrors.inStream(Said.json("{'code': 401, 'message': 'key abc of org-1 is bad'}")).message())
                .doesNotContain("abc", "org-1");
    }
}
