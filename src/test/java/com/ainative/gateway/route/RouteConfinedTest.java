package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.JarSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What routes cannot do even where nothing could be told from how they are written. */
@Timeout(60)
class RouteConfinedTest {

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start();
        gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\nreload: {watch: 0s, route-jars: true}\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    @DisplayName("GIVEN a route that logs where a path says WHEN a caller writes a placeholder there THEN it stands for nothing of the environment")
    void toD_placeholderOfACaller() {
        gateway.writeRoute("extra.camel.yaml", """
                - route:
                    id: extra
                    from: {uri: "platform-http:/t/{name}", steps: [{toD: "log:${header.name}"},
                      {setBody: {simple: "at ${exchangeProperty.CamelToEndpoint}"}}]}
                """);
        gateway.reload();

        assertThat(gateway.get("/t/plain").body()).isEqualTo("at log://plain");
        HttpResponse<String> asked = gateway.get("/t/%7B%7Bsys:user.home%7D%7D");
        assertThat(asked.statusCode()).isEqualTo(500);
        assertThat(asked.body()).doesNotContain(System.getProperty("user.home") + "\"", "at log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "101", "600", "99999"})
    @DisplayName("GIVEN a route that ends with a status no answer can have WHEN called THEN the caller gets a 500 instead of nothing")
    void status_none(String status) {
        gateway.writeRoute("extra.camel.yaml",
                """
                        - route:
                            id: extra
                            from: {uri: "platform-http:/t", steps: [{setHeader: {name: CamelHttpResponseCode, constant: "STATUS"}}]}
                        """
                        .replace("STATUS", status));
        gateway.reload();

        assertThat(gateway.get("/t").statusCode()).isEqualTo(500);
    }

    @Test
    @DisplayName("GIVEN a compiled route that writes elsewhere WHEN reloaded, or called when it puts the address together THEN it is refused and nothing is written")
    void file_outside(@TempDir Path elsewhere) throws IOException {
        Path jar = Files.createDirectories(gateway.folders().routes().resolve("lib")).resolve("out.jar");
        JarSource.write(jar, JarSource.routes("Out", "from(\"direct:out\").to(\"file:" + elsewhere + "\");").jar());
        HttpResponse<String> refused = gateway.admin("POST", "/admin/reload", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).path("problems").path(0).path("message").asText()).contains("file: outside of");

        JarSource.write(jar,
                JarSource.routes("Out", "from(\"platform-http:/t/out\").routeConfigurationId(\"answer-errors\")"
                        + ".setBody(constant(\"x\")).toD(\"file:" + elsewhere + "?fileName=a.txt\");").jar());
        gateway.reload();

        assertThat(gateway.get("/t/out").statusCode()).isEqualTo(500);
        assertThat(elsewhere).isEmptyDirectory();
    }
}
