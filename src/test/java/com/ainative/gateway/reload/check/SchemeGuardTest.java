package com.ainative.gateway.reload.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import java.net.http.HttpResponse;
import org.apache.camel.CamelContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routes may not use, however they come by it. */
@Timeout(60)
class SchemeGuardTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
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

    private static String route(String step) {
        return "- route:\n    id: extra\n    from:\n      uri: platform-http:/v1/extra\n      steps:\n        - "
                + step + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"to: { uri: \"exec:ls\" }", "to: { uri: \"class:java.lang.Runtime\" }",
        "to: { uri: \"bean:java.lang.System\" }", "to: { uri: \"{{where:exec:ls}}\" }",
        "to: { uri: \"file:/etc\" }", "wireTap: { uri: \"ssh:host\" }", "to: { uri: \"language:groovy:1\" }",
        "to: { uri: \"http://169.254.169.254/\" }", "to: { uri: \"kamelet:x\" }",
        "setBody: { groovy: { expression: \"1\" } }", "setBody: { xpath: { expression: \"/a\" } }",
        "choice: { when: [ { constant: { expression: \"true\" }, steps: [ { to: { uri: \"exec:ls\" } } ] } ] }",
        "circuitBreaker: { steps: [ { to: { uri: \"direct:answer\" } } ], onFallback: { steps: [ { to: { uri: \"exec:ls\" } } ] } }"})
    @DisplayName("GIVEN a route with a scheme or language that is not on the list WHEN reloaded THEN it is refused and nothing changes")
    void install_written(String step) {
        gateway.writeRoute("extra.camel.yaml", route(step));

        HttpResponse<String> refused = gateway.admin("POST", "/admin/reload", "");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(GatewayHarness.json(refused).path("problems").path(0).path("message").asText())
                .contains("is not allowed in routes");
        assertThat(gateway.get("/v1/extra").statusCode()).isEqualTo(404);
    }

    /** A context that is guarded and nothing else, for what the check before it would never let through. */
    private static AbstractThrowableAssert<?, ?> failure(String uri) {
        CamelContext camel = new DefaultCamelContext();
        try {
            SchemeGuard.install(camel);
            camel.start();

            return assertThatThrownBy(() -> camel.createProducerTemplate().sendBody(uri, "hi")).rootCause();
        } finally {
            camel.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec:ls", "bean:java.lang.System?method=gc", "class:java.lang.Object", "language:simple:x",
        "toD:x", "timer:x", "nobody-knows:x"})
    @DisplayName("GIVEN a URI that is only put together while a request is served WHEN it is called THEN it fails all the same")
    void install_dynamic(String uri) {
        failure(uri).hasMessageContaining("is not allowed in routes");
    }

    @Test
    @DisplayName("GIVEN a language or data format that is not on the list WHEN Camel is asked for it THEN it has none")
    void install_others() {
        CamelContext camel = new DefaultCamelContext();
        SchemeGuard.install(camel);

        assertThatThrownBy(() -> camel.resolveLanguage("bean"))
                .hasMessageContaining("language 'bean' is not allowed in routes");
        assertThatThrownBy(() -> camel.resolveDataFormat("jaxb"))
                .hasMessageContaining("data format 'jaxb' is not allowed in routes");
        assertThat(camel.resolveLanguage("simple")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#class:java.util.Date", "#class:java.io.File('x')", "#type:java.util.Date",
        "#valueAs(java.net.URI):x"})
    @DisplayName("GIVEN an option that names a class and is only put together while a request is served WHEN called THEN no object is made")
    void install_objects(String formatter) {
        failure("log:x?exchangeFormatter=" + formatter).isInstanceOf(ClassNotFoundException.class);
    }
}
