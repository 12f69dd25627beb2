package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, over HTTP, on every path that asks. */
class AuthRouteTest {

    private static final FakeProvider PROVIDER = FakeProvider.start().always(OpenAiSamples.says("hello"));
    private static final String REFUSAL = "{\"error\":{\"message\":\"Missing or invalid token. Send a current one as "
            + "'Authorization: Bearer ...'.\",\"type\":\"invalid_request_error\",\"param\":null,"
            + "\"code\":\"invalid_api_key\"}}";
    private static GatewayHarness gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.inFrontOf(PROVIDER);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    private static HttpResponse<String> call(String path, String... authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.url().resolve(path))
                .timeout(Duration.ofSeconds(30)).header("content-type", "application/json");
        for (String value : authorization) {
            request.header("authorization", value);
        }
        if (path.startsWith("/v1/chat")) {
            request.POST(HttpRequest.BodyPublishers.ofString(chat()));
        }
        return gateway.send(request.build());
    }

    static Stream<Arguments> refused() {
        String good = gateway.token();
        String forged = good.substring(0, good.length() - 10) + "AAAAAAAAAA";
        Map<String, List<String>> headers = Map.ofEntries(Map.entry("none", List.of()),
                Map.entry("empty", List.of("")), Map.entry("the token alone", List.of(good)),
                Map.entry("Basic", List.of("Basic dGVzdGVyOnNlY3JldA==")),
                Map.entry("Basic with a token", List.of("Basic " + good)), Map.entry("Bearer", List.of("Bearer")),
                Map.entry("Bearer and a space", List.of("Bearer ")), Map.entry("Bearer:", List.of("Bearer:" + good)),
                Map.entry("Bearertoken", List.of("Bearer" + good)),
                Map.entry("Bearer Bearer", List.of("Bearer Bearer " + good)),
                Map.entry("forged", List.of("Bearer " + forged)),
                Map.entry("quoted", List.of("Bearer \"" + good + "\"")),
                Map.entry("two good ones", List.of("Bearer " + good, "Bearer " + good)),
                Map.entry("good, then bad", List.of("Bearer " + good, "Bearer x")),
                Map.entry("bad, then good", List.of("Bearer x", "Bearer " + good)),
                Map.entry("Basic, then good", List.of("Basic x", "Bearer " + good)),
                Map.entry("two in one", List.of("Bearer " + good + ", Bearer " + good)),
                Map.entry("parameter", List.of("Bearer token=" + good)),
                Map.entry("unsigned", List.of("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0ZXIifQ.")));
        return new TreeSet<>(headers.keySet()).stream()
                .flatMap(
                        name -> Stream.of("/v1/chat/completions", "/v1/models", "/v1/models/fast", "/v1/models/nowhere")
                                .map(path -> Arguments.of(name, path, headers.get(name))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refused")
    @DisplayName("GIVEN no good token WHEN a path that asks for one is called THEN the one 401 there is, and nobody else is asked")
    void authenticate_refused(String what, String path, List<String> authorization) {
        int asked = PROVIDER.received().size();

        HttpResponse<String> answer = call(path, authorization.toArray(String[]::new));

        assertThat(answer.statusCode()).as(what).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(REFUSAL);
        assertThat(answer.headers().allValues("www-authenticate")).containsExactly("Bearer");
        assertThat(answer.headers().map().keySet()).containsExactlyInAnyOrder("content-length", "content-type",
                "www-authenticate", "x-gateway-generation", "x-request-id");
        assertThat(PROVIDER.received()).hasSize(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "access_token", "authorization", "Authorization", "api_key", "key"})
    @DisplayName("GIVEN a good token in the query alone WHEN called THEN 401: queries end up in logs")
    void authenticate_inQuery(String name) {
        String query = "?" + name + "=" + gateway.token();

        assertThat(call("/v1/models" + query).body()).isEqualTo(REFUSAL);
        assertThat(call("/v1/chat/completions" + query).body()).isEqualTo(REFUSAL);
        assertThat(call("/v1/chat/completions" + query.replace("=", "=Bearer%20")).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer  "})
    @DisplayName("GIVEN a good token and the scheme in any case WHEN called THEN it is let in: schemes have no case")
    void authenticate_schemeInAnyCase(String scheme) {
        assertThat(call("/v1/models", scheme + gateway.token()).statusCode()).isEqualTo(200);
        assertThat(call("/v1/chat/completions", scheme + gateway.token()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN no token and a body that is no chat WHEN posted THEN 401: nothing is learned without one")
    void authenticate_beforeAnythingElse() {
        HttpRequest request = HttpRequest.newBuilder(gateway.url().resolve("/v1/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString("{")).build();

        assertThat(gateway.send(request).body()).isEqualTo(REFUSAL);
    }

    @Test
    @DisplayName("GIVEN the published keys WHEN fetched without a token THEN they name the key tokens carry, and no secret")
    void jwks_published() {
        HttpResponse<String> answer = call("/.well-known/jwks.json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("cache-control")).contains("public, max-age=300");
        JsonNode key = new Received("", "", Map.of(), answer.body()).json().at("/keys/0");
        assertThat(key.fieldNames()).toIterable().containsExactlyInAnyOrder("kty", "crv", "x", "y", "use", "alg",
                "kid");
        String header = new String(Base64.getUrlDecoder().decode(gateway.token().split("\\.")[0]),
                StandardCharsets.UTF_8);
        assertThat(header).contains(key.path("kid").textValue());
    }
}
