package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.openAi;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What anyone may know of the gateway's state: one that has a provider with a key, and one that has none. */
class HealthRouteTest {

    private static final String KEYLESS = "{dialect: openai, base-url: \"https://models.example/v1\", api-key: \"\"}";
    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness ready;
    private static GatewayHarness unready;

    @BeforeAll
    static void start() {
        ready = GatewayHarness.start("providers: {one: " + openAi(PROVIDER) + ", two: " + KEYLESS + "}\n"
                + "models: {fast: {providers: [{provider: one, model: m1}]}}\n");
        unready = GatewayHarness.start("providers: {two: " + KEYLESS + "}\n"
                + "models: {fast: {providers: [{provider: two, model: m1}]}}\n");
    }

    @AfterAll
    static void stop() {
        ready.close();
        unready.close();
        PROVIDER.close();
    }

    private static HttpResponse<String> call(GatewayHarness gateway, String method, String path) {
        return gateway.send(HttpRequest.newBuilder(gateway.url().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody()).build());
    }

    @Test
    @DisplayName("GIVEN providers with and without a key WHEN health is asked without a token THEN names and these words, no address and no key")
    void health_says() {
        assertThat(call(ready, "GET", "/health").body())
                .isEqualTo("{\"status\":\"ok\",\"providers\":{\"one\":\"configured\",\"two\":\"not configured\"}}");
        assertThat(call(unready, "GET", "/health").body())
                .isEqualTo("{\"status\":\"degraded\",\"providers\":{\"two\":\"not configured\"}}");
        assertThat(call(unready, "GET", "/health").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN a gateway that runs WHEN asked whether it lives THEN yes, with or without providers")
    void live_always() {
        assertThat(call(ready, "GET", "/health/live").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(call(unready, "GET", "/health/live").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    @DisplayName("GIVEN no provider with a key WHEN asked whether it is ready THEN 503, else 200")
    void ready_needsAProvider() {
        HttpResponse<String> yes = call(ready, "GET", "/health/ready");
        HttpResponse<String> no = call(unready, "GET", "/health/ready");

        assertThat(yes.statusCode()).isEqualTo(200);
        assertThat(yes.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(no.statusCode()).isEqualTo(503);
        assertThat(no.body()).isEqualTo("{\"status\":\"no provider is configured\"}");
    }

    @ParameterizedTest
    @CsvSource({"/health, 200", "/health/live, 200", "/health/ready, 503"})
    @DisplayName("GIVEN each path WHEN asked with HEAD THEN GET's status and head without a body; POST is a 405")
    void health_methods(String path, int status) {
        HttpResponse<String> get = call(unready, "GET", path);
        HttpResponse<String> head = call(unready, "HEAD", path);

        assertThat(get.headers().firstValue("content-type")).contains("application/json");
        assertThat(head.statusCode()).isEqualTo(status);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-type")).contains("application/json");
        assertThat(call(unready, "POST", path).statusCode()).isEqualTo(405);
        assertThat(PROVIDER.received()).isEmpty();
    }
}
