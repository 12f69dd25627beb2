package com.ainative.gateway.reload.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.Position;
import com.ainative.gateway.reload.golden.Expectation.Status;
import com.ainative.gateway.reload.golden.Expectation.Value;
import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {

    private static final Place PLACE = new Place("f", "p", Position.START);
    private static final String BODY = "{\"a\":{\"b\":[{\"c\":1.0},\"x\"],\"n\":null},\"s-t_u\":true}";

    private static Reply reply(int status, String provider, String body) {
        return new Reply(status, provider, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"$.a.b[0].c|1", "$.a.b[0]|{\"c\":1}", "$.a.b[1]|\"x\"", "$.a.n|null",
        "$.s-t_u|true", "$.a.b|[{\"c\":1.00},\"x\"]", "$|" + BODY})
    @DisplayName("GIVEN a value at its path WHEN expected THEN nothing differs, however a number is written")
    void difference_sameValue(String path, String value) throws JsonProcessingException {
        assertThat(new Value(PLACE, new JsonPath(path), json(value)).difference(reply(200, "", BODY))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"$.a.b[0].c|2|2, found 1.0", "$.a.b[0].c|\"1\"|\"1\", found 1.0",
        "$.a.b[9]|1|1, found nothing", "$.a.x.y|1|1, found nothing", "$.a.x|null|null, found nothing",
        "$.a.n|false|false, found null", "$.a.b[1].c|1|1, found nothing", "$.a.n[0]|1|1, found nothing",
        "$.a.b[0]|{\"c\":1,\"d\":2}|{\"c\":1,\"d\":2}, found {\"c\":1.0}", "$.a.b|[]|[], found [{\"c\":1.0},\"x\"]"})
    @DisplayName("GIVEN another value at a path, or none WHEN expected THEN both are told")
    void difference_otherValue(String path, String value, String told) throws JsonProcessingException {
        assertThat(new Value(PLACE, new JsonPath(path), json(value)).difference(reply(200, "", BODY)))
                .isEqualTo("expected " + told);
    }

    @Test
    @DisplayName("GIVEN an answer that is no JSON WHEN a value is expected THEN its kind is told")
    void difference_noJson() throws JsonProcessingException {
        Value value = new Value(PLACE, new JsonPath("$.a"), json("1"));

        assertThat(value.difference(new Reply(200, "", "text/event-stream", new byte[]{'d'})))
                .startsWith(
                        "expected 1, found text/event-stream, which is not JSON; of such an answer, a streamed one");
        assertThat(value.difference(new Reply(200, "", "", new byte[]{'d'}))).contains("found a body of no type,");
        assertThat(value.difference(new Reply(200, "", "", new byte[0]))).contains("found an empty body,");
    }

    @Test
    @DisplayName("GIVEN a status WHEN expected THEN the same passes, and another is told with the reason it failed for")
    void difference_status() {
        Status status = new Status(PLACE, 200);

        assertThat(status.difference(reply(200, "", ""))).isNull();
        assertThat(status.difference(reply(201, "", BODY))).isEqualTo("expected 200, found 201");
        assertThat(status.difference(reply(401, "", "{\"error\":{\"message\":\"No\\ntoken.\"}}")))
                .isEqualTo("expected 200, found 401: No token.");
        assertThat(status.difference(reply(500, "", "oops"))).isEqualTo("expected 200, found 500: oops");
        assertThat(status.difference(reply(500, "", "{}"))).isEqualTo("expected 200, found 500");
        assertThat(status.difference(reply(500, "", "x".repeat(1_000)))).endsWith("xxx...").hasSizeLessThan(400);
    }

    @Test
    @DisplayName("GIVEN a provider WHEN expected THEN the same passes, and another or none is told")
    void difference_provider() {
        Expectation.Provider provider = new Expectation.Provider(PLACE, "first");

        assertThat(provider.difference(reply(200, "first", ""))).isNull();
        assertThat(provider.difference(reply(200, "second", ""))).isEqualTo("expected first, found second");
        assertThat(provider.difference(reply(200, "", "")))
                .isEqualTo("expected first, found that no provider has answered");
    }
}
