package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.Folders;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.GatewayProcess;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Received;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of a gateway that is a process of its own: one that can be killed, and that trusts whom a test wants. */
@Timeout(120)
class WebhookProcessTest {

    private static final String PASSWORD = "changeit";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FakeProvider provider = FakeProvider.start()
            .always(wire -> wire.json(200, OpenAiSamples.answer("hello")));
    private final Path home;
    private final Folders folders;

    WebhookProcessTest(@TempDir Path home) throws IOException {
        this.home = home;
        this.folders = new Folders(home.resolve("config"), home.resolve("routes"), home.resolve("data"));
        Files.createDirectories(folders.config());
        GatewayHarness.copy(GatewayHarness.SHIPPED_ROUTES, folders.routes());
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        provider.close();
    }

    private void configure(FakeProvider receiver) throws IOException {
        Files.writeString(folders.config().resolve("gateway.yaml"), """
                listen: {http: "127.0.0.1:0", admin: "127.0.0.1:0"}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                jobs: {webhooks: {secret: "%s", allow-private: ["localhost:%3$d", "127.0.0.1:%3$d"]}}
                """.formatted(GatewayHarness.openAi(provider), WebhookStage.SECRET, receiver.port()));
    }

    private void submit(GatewayProcess gateway, String webhook) throws IOException, InterruptedException {
        String token = new TokenIssuer(new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10)),
                SigningKeys.open(folders.data()), InstantSource.system())
                .issue("tester", "pro", List.of(), Duration.ofHours(1));
        assertThat(client.send(HttpRequest.newBuilder(gateway.url().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + token).header("content-type", "application/json")
                .header("prefer", "respond-async").header("x-gateway-webhook", webhook)
                .POST(BodyPublishers.ofString(GatewayHarness.chat())).build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
    }

    /** A store with the certificate of {@code localhost}, and of no address. */
    private Path certificate() throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        assumeThat(keytool).isExecutable();
        Path store = home.resolve("receiver.p12");
        Path log = home.resolve("keytool.log");
        int exit = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "receiver", "-keyalg", "EC",
                "-groupname", "secp256r1", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost", "-storetype",
                "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start().waitFor();
        assertThat(exit).as(Files.readString(log)).isZero();
        return store;
    }

    private static SSLContext proving(Path certificate) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    @DisplayName("GIVEN a receiver that speaks TLS WHEN it proves the name in the URL THEN it is posted to, and not by another name, nor where it is not trusted")
    void webhook_tls() throws Exception {
        Path certificate = certificate();
        try (FakeProvider receiver = FakeProvider.start(proving(certificate))
                .always(wire -> wire.json(200, "{}"))) {
            configure(receiver);
            try (GatewayProcess gateway = GatewayProcess.start(folders, "-Djavax.net.ssl.trustStore=" + certificate,
                    "-Djavax.net.ssl.trustStorePassword=" + PASSWORD)) {
                submit(gateway, "https://localhost:" + receiver.port() + "/right");
                await().until(() -> receiver.received().size() == 1);
                int connections = receiver.connections();
                submit(gateway, "https://127.0.0.1:" + receiver.port() + "/wrong");
                // When it comes for the second time the first has ended.
                await().until(() -> receiver.connections() >= connections + 2);
            }
            try (GatewayProcess gateway = GatewayProcess.start(folders)) {
                int connections = receiver.connections();
                submit(gateway, "https://localhost:" + receiver.port() + "/strange");
                await().until(() -> receiver.connections() >= connections + 4); // of both, twice
            }

            assertThat(receiver.received()).extracting(Received::path).containsExactly("/right");
            assertThat(receiver.lastReceived().headers()).containsEntry("host", "localhost:" + receiver.port());
        }
    }

    @Test
    @DisplayName("GIVEN a gateway that is killed before it knows that its answer was taken WHEN started anew THEN the answer comes again under the same name")
    void webhook_killed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (FakeProvider receiver = FakeProvider.start().then(wire -> never.await())
                .always(wire -> wire.json(200, "{}"))) {
            configure(receiver);
            try (GatewayProcess gateway = GatewayProcess.start(folders)) {
                submit(gateway, receiver.url());
                await().until(() -> receiver.received().size() == 1);
                gateway.kill();
            }
            try (GatewayProcess gateway = GatewayProcess.start(folders)) {
                await().until(() -> receiver.received().size() == 2);
                assertThat(gateway.log()).doesNotContain(WebhookStage.SECRET);
            }

            assertThat(receiver.received()).extracting(webhook -> webhook.headers().get("webhook-id"))
                    .doesNotContainNull().satisfies(ids -> assertThat(ids.getFirst()).isEqualTo(ids.getLast()));
            assertThat(receiver.received().getLast().body()).isEqualTo(receiver.received().getFirst().body());
        }
    }
}
