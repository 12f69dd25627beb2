package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.Folders;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.GatewayProcess;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of a reload. */
@Timeout(180)
class KillDuringReloadTest {

    /** How far a reload has come when the process is killed, seen by what is on disk. */
    private enum Moment {
        ASKED,
        BEGUN_TO_KEEP,
        KEPT,
        CHOSEN,
        ANSWERED
    }

    private static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Folders folders;

    KillDuringReloadTest(@TempDir Path home) throws IOException {
        folders = new Folders(home.resolve("config"), home.resolve("routes"), home.resolve("data"));
        Files.createDirectories(folders.config());
        Files.writeString(folders.config().resolve("gateway.yaml"), """
                listen: {http: "127.0.0.1:0", admin: "127.0.0.1:0"}
                providers: {one: {dialect: openai, base-url: "https://one.invalid/v1", api-key: key}}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                """);
        Files.createDirectories(folders.routes());
        for (String name : shipped()) {
            Files.copy(GatewayHarness.SHIPPED_ROUTES.resolve(name), folders.routes().resolve(name));
        }
        Files.writeString(folders.routes().resolve("mark.camel.yaml"), mark(0));
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
    }

    private static List<String> shipped() {
        try (Stream<Path> files = Files.list(GatewayHarness.SHIPPED_ROUTES)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mark(int set) {
        return """
                - route:
                    id: mark
                    from:
                      uri: platform-http:/v1/mark
                      parameters: { httpMethodRestrict: GET }
                      steps:
                        - setBody: { constant: "SET" }
                """.replace("SET", "" + set);
    }

    private CompletableFuture<HttpResponse<String>> apply(GatewayProcess gateway, int set) throws IOException {
        ObjectNode body = Json.object();
        ObjectNode files = body.putObject("files");
        for (String name : shipped()) {
            files.put(name, Files.readString(GatewayHarness.SHIPPED_ROUTES.resolve(name)));
        }
        files.put("mark.camel.yaml", mark(set));
        String token = new TokenIssuer(AUTH, SigningKeys.open(folders.data()), InstantSource.system()).issue("ops",
                "pro", List.of("operator"), Duration.ofMinutes(5));
        return client.sendAsync(HttpRequest.newBuilder(gateway.adminUrl().resolve("/admin/apply"))
                .header("authorization", "Bearer " + token).POST(BodyPublishers.ofString(body.toString())).build(),
                BodyHandlers.ofString());
    }

    private int serving(GatewayProcess gateway) throws IOException, InterruptedException {
        URI mark = gateway.url().resolve("/v1/mark");
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(mark).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Integer.parseInt(answer.body());
    }

    private String chosen() throws IOException {
        try {
            return Files.readString(generations().resolve("serving.json"));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private long kept() throws IOException {
        try (Stream<Path> entries = Files.list(generations())) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+-.*")).count();
        }
    }

    private Path generations() {
        return folders.data().resolve("generations");
    }

    /** Kills it when the reload has come that far; without a pause between seeing and doing. */
    private void killAt(Moment moment, GatewayProcess gateway, int set) throws IOException {
        String chosenBefore = chosen();
        long keptBefore = kept();
        CompletableFuture<HttpResponse<String>> answer = apply(gateway, set);
        await().pollDelay(0, TimeUnit.MILLISECONDS).pollInterval(1, TimeUnit.MILLISECONDS)
                .atMost(60, TimeUnit.SECONDS).until(() -> answer.isDone() || switch (moment) {
                    case ASKED -> true;
                    case BEGUN_TO_KEEP -> Files.exists(generations().resolve(".unfinished"));
                    case KEPT -> kept() > keptBefore;
                    case CHOSEN -> !chosen().equals(chosenBefore);
                    case ANSWERED -> false;
                });
        gateway.kill();
        if (moment == Moment.ANSWERED) {
            assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
        }
        answer.cancel(true);
    }

    @Test
    @DisplayName("GIVEN a gateway that is killed in the middle of a reload WHEN it starts again THEN one whole set serves, and what was answered is not lost")
    void kill_anywhere() throws Exception {
        int atLeast = 0;
        int atMost = 0;
        for (Moment moment : Moment.values()) {
            try (GatewayProcess gateway = GatewayProcess.start(folders)) {
                int now = serving(gateway);
                assertThat(now).isBetween(atLeast, atMost);
                atMost = now + 1;
                atLeast = moment == Moment.ANSWERED ? atMost : now;
                killAt(moment, gateway, atMost);
            }
        }
        Files.writeString(folders.routes().resolve("mark.camel.yaml"), "- route: {half");
        try (GatewayProcess gateway = GatewayProcess.start(folders)) {
            assertThat(serving(gateway)).isEqualTo(atLeast);
            assertThat(gateway.log()).contains("serves instead");
        }
    }
}
