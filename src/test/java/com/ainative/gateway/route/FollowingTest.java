package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that follows its operator's files. */
@Timeout(60)
class FollowingTest {

    private static final String EXTRA = """
            - route:
                id: extra
                from:
                  uri: platform-http:/v1/extra
                  steps:
                    - setBody: { constant: "x" }
            """;

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start();
        gateway = GatewayHarness.inFrontOf(provider);
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private JsonNode newest() {
        return GatewayHarness.json(gateway.admin("GET", "/admin/generations", "")).path("generations").path(0);
    }

    @Test
    @DisplayName("GIVEN a gateway that follows its folders WHEN a route is written, broken and mended THEN it serves, says degraded, and is well again")
    void follow_files() {
        gateway.follow();
        gateway.writeRoute("extra.camel.yaml", EXTRA);
        await().untilAsserted(() -> assertThat(gateway.get("/v1/extra").statusCode()).isEqualTo(200));
        assertThat(newest().path("author").asText()).isEqualTo("watch");

        gateway.writeRoute("extra.camel.yaml", "- nonsense: [");
        await().untilAsserted(() -> assertThat(gateway.get("/health/ready").body()).contains("degraded", "serves on"));
        assertThat(gateway.get("/v1/extra").statusCode()).isEqualTo(200);

        gateway.writeRoute("extra.camel.yaml", EXTRA.replace("\"x\"", "\"y\""));
        await().untilAsserted(() -> assertThat(gateway.get("/v1/extra").body()).isEqualTo("y"));
        await().untilAsserted(() -> assertThat(gateway.get("/health/ready").body()).doesNotContain("degraded"));
    }

    @Test
    @DisplayName("GIVEN a value out of a file WHEN that file changes THEN the configuration is read again")
    void follow_secretFile() throws Exception {
        Path key = gateway.folders().data().resolveSibling("one.key");
        Files.writeString(key, "first");
        gateway.changeConfig(Canaries.PROVIDER_KEY, "${file:" + key + "}");
        gateway.reload();
        gateway.follow();

        Files.writeString(key, "second-one");

        await().untilAsserted(() -> assertThat(newest().path("revision").asInt()).isEqualTo(3));
    }

    @Test
    @DisplayName("GIVEN a gateway that follows WHEN the process gets SIGHUP THEN it reads its folders again")
    void follow_signal() throws Exception {
        gateway.follow();
        gateway.writeRoute("extra.camel.yaml", EXTRA);

        Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(ProcessHandle.current().pid())).start();

        assertThat(kill.waitFor()).isZero();
        await().untilAsserted(() -> assertThat(gateway.get("/v1/extra").statusCode()).isEqualTo(200));
        assertThat(newest().path("author").asText()).isIn("signal", "watch");
    }
}
