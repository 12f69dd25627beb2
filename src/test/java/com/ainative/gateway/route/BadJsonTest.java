package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BadJsonTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness gateway;

    @BeforeAll
    static void start() {
        PROVIDER.always(OpenAiSamples.says("hello"));
        gateway = GatewayHarness.inFrontOf(PROVIDER);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    /**
     * @param param that the error must name; null for none
     * @param latin1 the body, a character for each byte
     */
    record Bad(int status, @Nullable String param, String latin1) {

        @Override
        public String toString() {
            return param + " in " + latin1.substring(0, Math.min(latin1.length(), 90)).replaceAll("[^ -~]", "?");
        }
    }

    private static Bad bad(@Nullable String param, String body) {
        return bytes(param, body, StandardCharsets.UTF_8);
    }

    private static Bad bytes(@Nullable String param, String body, Charset charset) {
        return new Bad(400, param, new String(body.getBytes(charset), StandardCharsets.ISO_8859_1));
    }

    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    private static String messages(String messages) {
        return "{\"model\":\"fast\",\"messages\":" + messages + "}";
    }

    /** Nested so deep that the innermost value is on that level; the body's own object is the first. */
    private static String depth(int levels) {
        return chat("\"deep\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1));
    }

    static List<Bad> bodies() {
        return List.of(
                bad(null, ""),
                bad(null, "   "),
                bad(null, "[]"),
                bad(null, "[{}]"),
                bad(null, "\"text\""),
                bad(null, "null"),
                bad(null, "true"),
                bad(null, "42"),
                bad(null, "NaN"),
                bad(null, "model=fast&messages=hi"),
                bad(null, "<xml/>"),
                bad(null, "{"),
                bad(null, "{]"),
                bad(null, chat().substring(0, chat().length() - 1)),
                bad(null, chat() + "}"),
                bad(null, chat() + chat()),
                bad(null, chat() + " x"),
                bad(null, chat() + "\u0000"),
                bad(null, "{'model':'fast'}"),
                bad(null, "{model:\"fast\"}"),
                bad(null, "/* note */" + chat()),
                bad(null, "{/* note */" + chat().substring(1)),
                bad(null, chat() + "// note"),
                bad("a", chat("\"a\":1,")),
                bad("a[1]", chat("\"a\":[1,]")),
                bad("temperature", chat("\"temperature\":NaN")),
                bad("temperature", chat("\"temperature\":Infinity")),
                bad("temperature", chat("\"temperature\":-Infinity")),
                bad("temperature", chat("\"temperature\":.5")),
                bad("temperature", chat("\"temperature\":1.")),
                bad("temperature", chat("\"temperature\":+1")),
                bad("temperature", chat("\"temperature\":01")),
                bad("temperature", chat("\"temperature\":0x10")),
                bad("temperature", chat("\"temperature\":1e999999999")),
                bad("temperature", chat("\"temperature\":-1e400")),
                bad("temperature", chat("\"temperature\":1e-999999999")),
                bad("temperature", chat("\"temperature\":1e99999999999999999999")),
                bad("temperature", chat("\"temperature\":" + "9".repeat(10_000))),
                bad("temperature", chat("\"temperature\":0." + "9".repeat(10_000))),
                bad("n", chat("\"n\":" + "9".repeat(10_000))),
                bad("a.b[1]", chat("\"a\":{\"b\":[0,1e999]}")),
                bad("model", "{\"model\":\"fast\",\"model\":\"other\"," + MESSAGES + "}"),
                bad("model", "{\"model\":\"fast\"," + MESSAGES + ",\"mod\\u0065l\":\"other\"}"),
                bad("messages", "{\"model\":\"fast\"," + MESSAGES + "," + MESSAGES + "}"),
                bad("messages[0].role", messages("[{\"role\":\"user\",\"role\":\"system\"}]")),
                bad("a.b", chat("\"a\":{\"b\":1,\"b\":1}")),
                bad("messages", chat("\"a\n\":1")),
                bad("a", chat("\"a\":\"\n\"")),
                bad("a", chat("\"a\":\"\\x\"")),
                bad("a", chat("\"a\":\"\\u12\"")),
                bad("a", chat("\"a\":tru")),
                bad(null, depth(101)),
                bad(null, depth(1_000)),
                bad(null, depth(100_000)),
                bad(null, "[".repeat(100_000)),
                bytes(null, chat(), StandardCharsets.UTF_16),
                bytes(null, chat(), StandardCharsets.UTF_16LE),
                bytes(null, chat(), StandardCharsets.UTF_16BE),
                bytes(null, chat(), Charset.forName("UTF-32BE")),
                bytes(null, "\u00ef\u00bb\u00bf" + chat(), StandardCharsets.ISO_8859_1),
                bytes(null, chat("\"a\":\"\u00c0\u00af\""), StandardCharsets.ISO_8859_1),
                bytes(null, chat("\"a\":\"\u00e0\u0080\u00af\""), StandardCharsets.ISO_8859_1),
                bytes(null, chat("\"a\":\"\u00ed\u00a0\u0080\""), StandardCharsets.ISO_8859_1),
                bytes(null, chat("\"a\":\"\u00f5\u0080\u0080\u0080\""), StandardCharsets.ISO_8859_1),
                bytes(null, chat("\"a\":\"\u00e4\""), StandardCharsets.ISO_8859_1),
                bytes(null, chat("\"a\":\"\u0080\""), StandardCharsets.ISO_8859_1),
                bytes(null, chat("\"a\u00ff\":1"), StandardCharsets.ISO_8859_1),
                bad("model", "{" + MESSAGES + "}"),
                bad("model", "{}"),
                bad("model", "{\"model\":null," + MESSAGES + "}"),
                bad("model", "{\"model\":7," + MESSAGES + "}"),
                bad("model", "{\"model\":[\"fast\"]," + MESSAGES + "}"),
                bad("model", "{\"model\":\"\"," + MESSAGES + "}"),
                bad("model", "{\"model\":\" \"," + MESSAGES + "}"),
                new Bad(404, "model", ("{\"model\":\"no-such\"," + MESSAGES + "}")),
                new Bad(404, "model",
                        ("{\"model\":\"${env:HOME}\"," + MESSAGES + "}")),
                bad("messages", "{\"model\":\"fast\"}"),
                bad("messages", messages("null")),
                bad("messages", messages("[]")),
                bad("messages", messages("{}")),
                bad("messages", messages("\"hi\"")),
                bad("messages[0]", messages("[\"hi\"]")),
                bad("messages[1]", messages("[{\"role\":\"user\",\"content\":\"hi\"},null]")),
                bad("messages[0].role", messages("[{\"content\":\"hi\"}]")),
                bad("messages[0].role", messages("[{\"role\":1,\"content\":\"hi\"}]")),
                bad("messages[0].content", messages("[{\"role\":\"user\",\"content\":1}]")),
                bad("messages[0].content", messages("[{\"role\":\"user\",\"content\":{}}]")),
                bad("messages[0].content", messages("[{\"role\":\"user\",\"content\":false}]")),
                bad("stream", chat("\"stream\":\"true\"")),
                bad("stream", chat("\"stream\":1")),
                bad("stream_options", chat("\"stream_options\":true")),
                bad("temperature", chat("\"temperature\":\"hot\"")),
                bad("top_p", chat("\"top_p\":[]")),
                bad("max_tokens", chat("\"max_tokens\":1.5")),
                bad("max_tokens", chat("\"max_tokens\":\"10\"")),
                bad("max_tokens", chat("\"max_tokens\":-1")),
                bad("max_tokens", chat("\"max_tokens\":0")),
                bad("max_tokens", chat("\"max_tokens\":2147483648")),
                bad("max_tokens", chat("\"max_tokens\":99999999999999999999999")),
                bad("max_completion_tokens", chat("\"max_completion_tokens\":{}")),
                bad("n", chat("\"n\":0")),
                bad("n", chat("\"n\":true")),
                bad("tools", chat("\"tools\":{}")),
                bad("tool_choice", chat("\"tool_choice\":[]")),
                bad("stop", chat("\"stop\":1")),
                bad("response_format", chat("\"response_format\":\"json\"")),
                new Bad(413, null, chat("\"a\":\"" + "a".repeat(17 * 1024 * 1024) + "\"")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    @DisplayName("GIVEN a body that is no chat request WHEN it is sent THEN the answer names the field at fault and nothing is forwarded")
    void body_refused(Bad bad) {
        int before = PROVIDER.received().size();

        HttpResponse<String> answer = gateway.send(gateway.request("/v1/chat/completions")
                .POST(BodyPublishers.ofByteArray(bad.latin1().getBytes(StandardCharsets.ISO_8859_1))).build());

        assertThat(answer.statusCode()).isEqualTo(bad.status());
        JsonNode error = new Received("", "", Map.of(), answer.body()).json().path("error");
        assertThat(error.path("message").asText()).isNotBlank().hasSizeLessThan(300);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").textValue()).isEqualTo(bad.param());
        assertThat(error.has("code")).isTrue();
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(PROVIDER.received()).hasSize(before);
    }

    static List<String> good() {
        return List.of(chat("\"a\":\"\\ud800\""), chat("\"a\":\"\\udc00\\ud800\""), chat("\"a\":\"\\u0000\""),
                chat("\"a\":\"\u00e4\ud83d\ude00\""), chat("\"a\":1e308"), chat("\"a\":5e-324"), chat("\"a\":-0"),
                chat("\"a\":" + "9".repeat(100)), depth(100), " \t\r\n" + chat() + " \n", chat("\"temperature\":null"),
                chat("\"stop\":null", "\"n\":1", "\"max_tokens\":2147483647"), chat("\"tool_choice\":\"auto\""),
                chat("\"stop\":\"x\"", "\"response_format\":{\"type\":\"text\"}", "\"tools\":[]"),
                messages(
                        "[{\"role\":\"assistant\",\"content\":null},{\"role\":\"tool\"},{\"role\":\"x\",\"content\":[]}]"),
                chat("\"\":{\"\":1}"), chat("\"$ref\":\"{{env:HOME}}\""));
    }

    @ParameterizedTest
    @MethodSource("good")
    @DisplayName("GIVEN a body that is odd but right WHEN it is sent THEN it reaches the provider with its meaning kept")
    void body_forwarded(String body) {
        HttpResponse<String> answer = gateway.post(body);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode sent = new Received("", "", Map.of(), body).json();
        PROVIDER.lastReceived().json().properties().forEach(field -> {
            if (!field.getKey().equals("model")) {
                assertThat(field.getValue()).isEqualTo(sent.get(field.getKey()));
            }
        });
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x",
        "application/jsonx", "json", "application/json, text/plain", "text/json"})
    @DisplayName("GIVEN a content type that is not JSON WHEN a right body is sent THEN 415 says what to send")
    void contentType_refused(@Nullable String type) {
        int before = PROVIDER.received().size();
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.url().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + gateway.token()).POST(BodyPublishers.ofString(chat()));
        if (type != null) {
            request.header("content-type", type);
        }

        HttpResponse<String> answer = gateway.send(request.build());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("Content-Type: application/json");
        assertThat(PROVIDER.received()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8",
        "application/json;charset=UTF-8", "application/vnd.example+json"})
    @DisplayName("GIVEN a JSON content type in any spelling WHEN a right body is sent THEN it is answered")
    void contentType_accepted(String type) {
        HttpRequest request = gateway.request("/v1/chat/completions").setHeader("content-type", type)
                .POST(BodyPublishers.ofString(chat())).build();

        assertThat(gateway.send(request).statusCode()).isEqualTo(200);
    }
}
