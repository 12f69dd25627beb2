package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests reach a route, what the route sees of them, and what leaves. */
class FrontDoorPathsTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness gateway;

    private static final String ROUTES = """
            - route:
                id: edge-show
                from:
                  uri: platform-http:{{api}}/edge/{name}
                  parameters: { httpMethodRestrict: "get, put" }
                  steps:
                    - setBody: { simple: { expression: "name=${header.name} all=${headers}" } }
                    - setHeader: { name: content-type, constant: { expression: text/plain } }
                    - setHeader: { name: x-inside, constant: { expression: secret } }
                    - setHeader: { name: RateLimit, constant: { expression: "a\\r\\nset-cookie: b" } }
            - route:
                id: edge-delete
                from:
                  uri: platform-http:{{api}}/edge/{name}
                  parameters: { httpMethodRestrict: DELETE }
                  steps:
                    - setBody: { constant: { expression: deleted } }
                    - setHeader: { name: CamelHttpResponseCode, constant: { expression: "202" } }
            - route:
                id: edge-below
                from:
                  uri: platform-http:{{api}}/below
                  parameters: { matchOnUriPrefix: true, consumes: text/plain }
                  steps:
                    - setBody: { simple: { expression: "${body}" } }
            - route:
                id: edge-throws
                errorHandler: { noErrorHandler: {} }
                from:
                  uri: platform-http:{{api}}/throws
                  steps:
                    - throwException: { exceptionType: java.lang.IllegalStateException, message: the inside }
            - route:
                id: edge-object
                from:
                  uri: platform-http:{{api}}/object
                  steps:
                    - setBody: { variable: { expression: request } }
            """;

    @BeforeAll
    static void start(@TempDir Path routes) throws IOException {
        try (Stream<Path> shipped = Files.list(GatewayHarness.SHIPPED_ROUTES)) {
            for (Path file : shipped.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Files.writeString(routes.resolve("edge.camel.yaml"), ROUTES);
        PROVIDER.always(OpenAiSamples.says("hello"));
        gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(PROVIDER)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n", routes);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    private static HttpResponse<String> send(String method, String path) {
        return gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/", "/v1/nothing", "/nothing", "/V1/models", "/v1/models/a/b", "/health/x",
        "/proxy", "/v1/chat", "/v1/completions", "/v1/modelsx", "/vv1/models"})
    @DisplayName("GIVEN an unknown path WHEN it is asked for THEN 404 says so in OpenAI's shape")
    void path_unknown(String path) {
        HttpResponse<String> answer = send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error\":{\"message\":\"Unknown request URL: GET " + path
                + ". Check the path and the method.\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"unknown_url\"}}");
        assertThat(answer.headers().map().keySet()).containsExactlyInAnyOrder("content-length", "content-type",
                "x-gateway-generation", "x-request-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/chat/completions", "/v2", "/v0/models", "/v1beta/models", "/v99/"})
    @DisplayName("GIVEN another API version WHEN it is asked for THEN 404 names those supported")
    void path_otherVersion(String path) {
        HttpResponse<String> answer = send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("API version " + path.split("/")[1] + " is not supported; supported: v1.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET|/v1/chat/completions|POST", "HEAD|/v1/chat/completions|POST",
        "OPTIONS|/v1/chat/completions|POST", "PUT|/v1/models|GET, HEAD", "POST|/v1/models/fast|GET, HEAD",
        "POST|/health|GET, HEAD", "POST|/v1/edge/x|DELETE, GET, PUT", "BREW|/v1/models|GET, HEAD"})
    @DisplayName("GIVEN a known path WHEN it is asked with another method THEN 405 says which are allowed")
    void method_notAllowed(String method, String path, String allowed) {
        HttpResponse<String> answer = send(method, path);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains(allowed);
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        if (!method.equals("HEAD")) {
            assertThat(answer.body()).contains("Method " + method + " is not allowed here.",
                    "\"code\":\"method_not_allowed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready"})
    @DisplayName("GIVEN a health path WHEN it is asked by HEAD THEN its head comes without a body, and the connection goes on")
    void head_health(String path) throws IOException {
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send("HEAD " + path + " HTTP/1.1\r\nhost: gateway\r\nx-request-id: one\r\n\r\n");
            RawConnection.Answer head = client.head();
            client.send("GET /health/live HTTP/1.1\r\nhost: gateway\r\nx-request-id: two\r\n\r\n");

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.requestId()).isEqualTo("one");
            assertThat(client.answer().requestId()).isEqualTo("two");
        }
    }

    @Test
    @DisplayName("GIVEN headers and a query that name a path parameter WHEN a route is called THEN it sees the path's value alone")
    void parameter_notSpoofed() {
        HttpRequest request = gateway.request("/v1/edge/real%20one?name=query&CamelHttpUri=x&kafka.OVERRIDE_TOPIC=y")
                .header("name", "header").header("NAME", "header2").header("CamelHttpUri", "x")
                .header("kafka.OVERRIDE_TOPIC", "y").header("mail.smtp.host", "z").header("breadcrumbId", "b")
                .header("JMSReplyTo", "q").GET().build();

        HttpResponse<String> answer = gateway.send(request);

        assertThat(answer.body()).isEqualTo("name=real one all={name=real one}");
    }

    @Test
    @DisplayName("GIVEN a route that sets headers WHEN it answers THEN the declared ones leave, on one line each, and no other")
    void headers_leaving() {
        HttpResponse<String> answer = send("PUT", "/v1/edge/x");

        assertThat(answer.headers().map().keySet()).containsExactlyInAnyOrder("content-length", "content-type",
                "ratelimit", "x-gateway-generation", "x-request-id");
        assertThat(answer.headers().firstValue("ratelimit")).contains("a  set-cookie: b");
    }

    @Test
    @DisplayName("GIVEN two routes on one path WHEN each method is used THEN each reaches its own")
    void method_twoRoutes() {
        assertThat(send("GET", "/v1/edge/x").body()).startsWith("name=x");
        HttpResponse<String> deleted = send("DELETE", "/v1/edge/x");
        assertThat(deleted.statusCode()).isEqualTo(202);
        assertThat(deleted.body()).isEqualTo("deleted");
    }

    @Test
    @DisplayName("GIVEN a route for a whole prefix and one content type WHEN it is called below THEN it answers; another type is a 415")
    void prefix_andType() {
        HttpRequest.Builder below = gateway.request("/v1/below/a/b").POST(BodyPublishers.ofString("text"));

        assertThat(gateway.send(below.setHeader("content-type", "text/plain").build()).body()).isEqualTo("text");
        HttpResponse<String> refused = gateway.send(below.setHeader("content-type", "application/json").build());
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).contains("unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/throws", "/v1/object"})
    @DisplayName("GIVEN a route that fails beyond its error policy WHEN it is called THEN 500 names the request and nothing else")
    void route_fails(String path) {
        HttpRequest request = gateway.request(path).header("x-request-id", "trace-500").GET().build();

        HttpResponse<String> answer = gateway.send(request);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("trace-500", "\"code\":\"internal_error\"").doesNotContain("inside",
                "Exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"trace-1|true", "a.b:c_D-9|true", "has space|false", "semi;colon|false",
        "quote\"|false", "${env:HOME}|false"})
    @DisplayName("GIVEN a request id WHEN it is harmless THEN it comes back, and else a new one")
    void requestId_echoed(String id, boolean kept) {
        String echoed = gateway.send(gateway.request("/v1/nothing").header("x-request-id", id).GET().build()).headers()
                .firstValue("x-request-id").orElseThrow();

        assertThat(echoed.equals(id)).isEqualTo(kept);
        assertThat(echoed).matches(kept ? ".+" : "req-[0-9a-f]{32}");
    }

    @Test
    @DisplayName("GIVEN a request id of 129 characters WHEN it is sent THEN a new one takes its place")
    void requestId_long() {
        assertThat(gateway.send(gateway.request("/health").header("x-request-id", "a".repeat(129)).GET().build())
                .headers().firstValue("x-request-id").orElseThrow()).startsWith("req-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET|/health|200|health", "GET|/nothing|404|-",
        "GET|/v1/chat/completions|405|-",
        "POST|/v1/chat/completions|401|chat", "GET|/v1/%zz|400|-", "GET|/v1/throws|500|edge-throws"})
    @DisplayName("GIVEN any outcome WHEN a request ends THEN the request log has exactly one line for it")
    void log_oneLine(String method, String path, int status, String route) throws IOException {
        String id = "log-" + status + "-" + route;
        try (EdgeRequestLog log = EdgeRequestLog.watch(); RawConnection client = RawConnection.to(gateway.url())) {
            client.send(method + " " + path + " HTTP/1.1\r\nhost: gateway\r\nx-request-id: " + id
                    + "\r\nconnection: close\r\n\r\n");
            assertThat(client.answersUntilClosed()).singleElement()
                    .satisfies(answer -> assertThat(answer.status()).isEqualTo(status));

            await().untilAsserted(() -> assertThat(log.lines(id)).isNotEmpty());
            assertThat(log.lines(id)).singleElement().asString().contains("method=" + method + " path=" + path,
                    " status=" + status + " end=complete", " route=" + route);
        }
    }

    @Test
    @DisplayName("GIVEN refusals before any route WHEN they end THEN each has its line too")
    void log_refusals() throws IOException {
        try (EdgeRequestLog log = EdgeRequestLog.watch()) {
            refused("l413", "content-length: 99999999");
            refused("l415", "content-encoding: gzip\r\ncontent-length: 5");
            refused("l400", "transfer-encoding: gzip, chunked");
            refused("l400b", "content-length: 1\r\ncontent-length: 2");
            refused("l431", "x-a: " + "a".repeat(9_000));
            try (RawConnection client = RawConnection.to(gateway.url())) {
                client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: g\r\nx-request-id: l499\r\n"
                        + "content-length: 5\r\n\r\nab");
                gateway.get("/health");
            }

            for (String id : new String[]{"l413", "l415", "l400", "l400b", "l431", "l499"}) {
                await().untilAsserted(() -> assertThat(log.lines(id)).singleElement().asString()
                        .contains(" status=" + id.substring(1, 4) + " "));
            }
        }
    }

    private static void refused(String id, String lines) throws IOException {
        try (RawConnection client = RawConnection.to(gateway.url())) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nx-request-id: " + id + "\r\nhost: gateway\r\n" + lines
                    + "\r\n\r\n");
            assertThat(client.answersUntilClosed()).singleElement()
                    .satisfies(answer -> assertThat(answer.requestId()).isEqualTo(id));
        }
    }

    @Test
    @DisplayName("GIVEN a refusal without a body to come WHEN it is answered THEN the connection goes on")
    void refusal_keepsConnection() throws IOException {
        try (RawConnection client = RawConnection.to(gateway.url())) {
            for (String path : new String[]{"/nothing", "/v2/models", "/v1/chat/completions"}) {
                client.send("GET " + path + " HTTP/1.1\r\nhost: gateway\r\n\r\n");
                RawConnection.Answer answer = client.answer();
                assertThat(answer.status()).isBetween(404, 405);
                assertThat(answer.headers()).doesNotContainKey("connection");
            }
        }
    }

    @Test
    @DisplayName("GIVEN curl -d without a content type WHEN it is sent THEN 415 says what to send")
    void curl_default() {
        HttpResponse<String> answer = gateway.send(gateway.request("/v1/chat/completions")
                .setHeader("content-type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(chat()))
                .build());

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("Content-Type: application/json");
    }

    @Test
    @DisplayName("GIVEN an address that is taken WHEN another gateway is to listen there THEN it says so and does not start")
    void open_taken() {
        URI taken = gateway.url();

        assertThatThrownBy(() -> GatewayHarness.start("listen: {http: \"127.0.0.1:" + taken.getPort()
                + "\"}\nproviders: {one: " + GatewayHarness.openAi(PROVIDER)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getPort());
    }
}
