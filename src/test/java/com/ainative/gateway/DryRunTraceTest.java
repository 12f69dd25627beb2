package com.ainative.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.http.EdgeTransport;
import com.ainative.gateway.http.FrontDoor;
import com.ainative.gateway.observe.CapturedLog;
import com.ainative.gateway.observe.Readiness;
import com.ainative.gateway.provider.ProviderHttp;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.reload.SourceReader;
import com.ainative.gateway.reload.Sources;
import com.ainative.gateway.reload.golden.DryRun;
import com.ainative.gateway.reload.golden.GoldenResult;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Goldens run in the process that serves; what they leave there. */
@Isolated("listens to what all log")
class DryRunTraceTest {

    private static final String GOLDEN = """
            name: asks
            request: {token-tier: pro, body: {model: fast, messages: [{role: user, content: hi}]}}
            provider: {openai: {status: 503}, anthropic: {status: 503}}
            expect: {status: 503}
            """;

    private final Vertx vertx = Vertx.builder().withTransport(EdgeTransport.create()).build();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final ProviderHttp providerHttp = new ProviderHttp(vertx);
    private final InstantSource clock = InstantSource.system();
    private final SigningKeys keys = SigningKeys.throwAway();
    private final GatewayAssembly assembly = new GatewayAssembly(vertx, virtualThreads, providerHttp,
            Access.of(keys), new Readiness(), clock, Assemblies.NO_JOBS, Assemblies.NO_BATCHES,
            Path.of("target", "no-files"));
    private final Sources shipped = new SourceReader(Path.of("config"), GatewayHarness.SHIPPED_ROUTES).read();
    private final GatewayConfig config = new ConfigReader(name -> null).read(file("gateway.yaml", """
            listen: {http: "127.0.0.1:0"}
            providers:
              openai: {dialect: openai, base-url: "https://a.invalid/v1"}
              anthropic: {dialect: anthropic, base-url: "https://b.invalid"}
            models: {fast: {providers: [{provider: openai, model: x}, {provider: anthropic, model: y}]}}
            """), Path.of("config")).config();
    private final DryRun dryRun = new DryRun(vertx, assembly, keys, clock);

    @AfterEach
    void close() {
        providerHttp.close();
        virtualThreads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static SourceFile file(String name, String text) {
        return new SourceFile(name, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Sources set(String golden, SourceFile... more) {
        List<SourceFile> routes = more.length == 0 ? shipped.routes() : List.of(more);
        return new Sources(shipped.config(), routes, List.of(file("tests/a.yaml", golden)), List.of());
    }

    @Test
    @DisplayName("GIVEN goldens that run again and again WHEN each is done THEN no listener stays and no request is logged")
    void run_leavesNothing() {
        try (CapturedLog log = CapturedLog.open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(dryRun.run(set(GOLDEN), config)).singleElement().matches(GoldenResult::passed);
                assertThat(vertx.deploymentIDs()).isEmpty();
            }
            assertThat(log.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("GIVEN routes that do not start WHEN goldens would run THEN nothing stays open")
    void run_refusedLeavesNothing() {
        Sources bad = set(GOLDEN,
                file("bad.camel.yaml", "- from: {uri: \"nosuch:x\", steps: [{log: {message: x}}]}\n"));

        assertThat(catchThrowableOfType(ProblemsException.class, () -> dryRun.run(bad, config))).isNotNull();
        assertThat(vertx.deploymentIDs()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a gateway that serves WHEN goldens run beside it THEN it serves as before, on its own port")
    void run_besideALiveOne() throws IOException, InterruptedException {
        try (Generation live = new Generation(shipped, config, assembly.live(config, "live"));
                FrontDoor door = new FrontDoor(vertx, config.listen(), live.engine());
                HttpClient client = HttpClient.newHttpClient()) {
            door.open();
            URI before = door.url();

            assertThat(dryRun.run(set(GOLDEN), config)).singleElement().matches(GoldenResult::passed);

            assertThat(door.url()).isEqualTo(before);
            HttpRequest models = HttpRequest.newBuilder(before.resolve("/health/live")).build();
            for (int i = 0; i < 8; i++) {
                assertThat(client.send(models, BodyHandlers.ofString()).headers().firstValue("x-gateway-generation"))
                        .contains("live");
            }
        }
        assertThat(vertx.deploymentIDs()).isEmpty();
    }
}
