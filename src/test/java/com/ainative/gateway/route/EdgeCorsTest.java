package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import com.ainative.gateway.http.RawConnection.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is told about answers to pages of other origins. */
class EdgeCorsTest {

    private static final String LISTED = "https://app.example";
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

    private final FakeProvider provider = FakeProvider.start().always(OpenAiSamples.says("hello"));
    @SuppressWarnings("NullAway.Init") // each test starts one
    private GatewayHarness gateway;

    private void start(String cors) {
        gateway = GatewayHarness.start("listen: {http: \"127.0.0.1:0\", cors: " + cors + "}\nproviders: {one: "
                + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private Map<String, String> headers(String method, String path, String lines, int status) throws IOException {
        try (RawConnection browser = RawConnection.to(gateway.url())) {
            browser.send(
                    method + " " + path + " HTTP/1.1\r\nhost: gateway\r\nx-request-id: one\r\nconnection: close\r\n"
                            + lines + "\r\n");
            Answer answer = browser.head();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.requestId()).isEqualTo("one");
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-credentials");
            return answer.headers();
        }
    }

    private static String preflight(String origin) {
        return "origin: " + origin + "\r\naccess-control-request-method: POST\r\n"
                + "access-control-request-headers: authorization, x-evil\r\n";
    }

    @ParameterizedTest
    @CsvSource({"https://app.example,true", "https://other.example,true", "https://app.example.evil.example,false",
        "https://evil-app.example,false", "http://app.example,false", "https://app.example:8443,false",
        "https://APP.example,false", "null,false", "https://app.example https://other.example,false", "*,false"})
    @DisplayName("GIVEN listed origins WHEN a page asks THEN a listed one may read the answer, and no other is told anything")
    void origin_listed(String origin, boolean allowed) throws IOException {
        start("{origins: [\"https://app.example\", \"https://other.example\"]}");

        for (String path : new String[]{"/health", "/v1/models", "/nothing"}) {
            Map<String, String> headers = headers("GET", path, "origin: " + origin + "\r\n",
                    path.equals("/health") ? 200 : path.equals("/nothing") ? 404 : 401);

            assertThat(headers.get(ALLOW_ORIGIN)).isEqualTo(allowed ? origin : null);
            assertThat(headers.containsKey("access-control-expose-headers")).isEqualTo(allowed);
            assertThat(headers).containsEntry("vary", "origin");
        }
    }

    @Test
    @DisplayName("GIVEN a listed origin WHEN its browser asks whether it may THEN it hears the configured words, not its own")
    void preflight_listed() throws IOException {
        start("{origins: [\"https://app.example\"], methods: [GET, POST], headers: [authorization, content-type], "
                + "max-age: 10m}");

        Map<String, String> headers = headers("OPTIONS", "/v1/chat/completions", preflight(LISTED), 204);

        assertThat(headers).containsEntry(ALLOW_ORIGIN, LISTED).containsEntry("vary", "origin")
                .containsEntry("access-control-allow-methods", "GET, POST")
                .containsEntry("access-control-allow-headers", "authorization, content-type")
                .containsEntry("access-control-max-age", "600").doesNotContainKey("content-type");
        assertThat(provider.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null"})
    @DisplayName("GIVEN an origin that is not listed WHEN its browser asks whether it may THEN it is an OPTIONS like any other")
    void preflight_unlisted(String origin) throws IOException {
        start("{origins: [\"https://app.example\"]}");

        Map<String, String> headers = headers("OPTIONS", "/v1/chat/completions", preflight(origin), 405);

        assertThat(headers.keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://any.example", "null"})
    @DisplayName("GIVEN any origin allowed WHEN one asks THEN the answer says so without naming it")
    void origin_any(String origin) throws IOException {
        start("{origins: [\"*\"]}");

        assertThat(headers("GET", "/health", "origin: " + origin + "\r\n", 200)).containsEntry(ALLOW_ORIGIN, "*")
                .doesNotContainKey("vary");
        assertThat(headers("OPTIONS", "/v1/models", preflight(origin), 204)).containsEntry(ALLOW_ORIGIN, "*");
    }

    @Test
    @DisplayName("GIVEN no origins WHEN a page asks THEN nothing is said of origins")
    void origin_none() throws IOException {
        start("{origins: []}");

        assertThat(headers("GET", "/health", "origin: " + LISTED + "\r\n", 200).keySet())
                .noneMatch(name -> name.startsWith("access-control") || name.equals("vary"));
        assertThat(headers("OPTIONS", "/v1/models", preflight(LISTED), 405)).containsEntry("allow", "GET, HEAD");
    }

    @Test
    @DisplayName("GIVEN a listed origin WHEN it streams THEN the stream carries its permission")
    void origin_stream() throws IOException {
        start("{origins: [\"https://app.example\"]}");
        String body = chat("\"stream\":true");
        try (RawConnection browser = RawConnection.to(gateway.url())) {
            browser.send("POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\norigin: " + LISTED
                    + "\r\nauthorization: Bearer " + gateway.token() + "\r\ncontent-type: application/json\r\n"
                    + "content-length: " + body.length() + "\r\n\r\n" + body);

            Answer answer = browser.answer();

            assertThat(answer.headers()).containsEntry(ALLOW_ORIGIN, LISTED);
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        }
    }
}
