package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.Folders;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.GatewayProcess;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A gateway in a process of its own, with its folders, and those who call it. */
final class ProcessStage implements AutoCloseable {

    private static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));

    private final Folders folders;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private GatewayProcess process;

    private ProcessStage(Folders folders, GatewayProcess process) {
        this.folders = folders;
        this.process = process;
    }

    /** @param yaml the configuration, without where it listens */
    static ProcessStage start(Path home, String yaml, String... properties) throws IOException {
        Folders folders = folders(home, yaml);
        return new ProcessStage(folders, GatewayProcess.start(folders, properties));
    }

    /** Whose files may not grow beyond so many KiB, until it is lifted. */
    static ProcessStage startCramped(Path home, String yaml, String kibibytes) throws IOException {
        Folders folders = folders(home, yaml);
        return new ProcessStage(folders, GatewayProcess.startCramped(folders, kibibytes));
    }

    private static Folders folders(Path home, String yaml) throws IOException {
        Folders folders = new Folders(home.resolve("config"), home.resolve("routes"), home.resolve("data"));
        Files.createDirectories(folders.config());
        GatewayHarness.copy(GatewayHarness.SHIPPED_ROUTES, folders.routes());
        Files.writeString(folders.config().resolve("gateway.yaml"),
                "listen: {http: \"127.0.0.1:0\", admin: \"127.0.0.1:0\"}\n" + yaml);
        return folders;
    }

    Folders folders() {
        return folders;
    }

    GatewayProcess process() {
        return process;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    /** Starts it again with the same files, once it was killed. */
    void restart() {
        process = GatewayProcess.start(folders);
    }

    String token(String... roles) {
        return new TokenIssuer(AUTH, SigningKeys.open(folders.data()), InstantSource.system()).issue("tester", "pro",
                List.of(roles), Duration.ofHours(1));
    }

    /** A request for the model {@code fast}. */
    static String chat(String content, String... more) {
        return "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]"
                + (more.length == 0 ? "" : "," + String.join(",", more)) + "}";
    }

    /** A chat request; headers are names, each with its value behind. */
    HttpResponse<String> post(String body, String... headers) {
        HttpRequest.Builder request = request(process.url(), "/v1/chat/completions", token())
                .header("content-type", "application/json").POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** Posts to any path what must be accepted. */
    JsonNode postTo(String path, String type, String body) {
        HttpResponse<String> answer = send(request(process.url(), path, token()).header("content-type", type)
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayHarness.json(answer);
    }

    /** What is there, which must be something. */
    String read(String path) {
        HttpResponse<String> answer = send(request(process.url(), path, token()).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** A job that must be accepted. @return its id */
    String submit(String body) {
        HttpResponse<String> accepted = post(body, "prefer", "respond-async");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return GatewayHarness.json(accepted).path("id").textValue();
    }

    /** How a job is, which must be there. */
    JsonNode job(String id) {
        return json(read("/v1/jobs/" + id));
    }

    HttpResponse<String> cancel(String id) {
        return send(request(process.url(), "/v1/jobs/" + id, token()).DELETE());
    }

    /** {@code /admin/queue}. */
    JsonNode queue() {
        HttpResponse<String> status = send(request(process.adminUrl(), "/admin/queue", token("operator")).GET());
        assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
        return GatewayHarness.json(status);
    }

    /** Puts a message into the queue, as operators do. */
    HttpResponse<String> enqueue(String request) {
        return send(request(process.adminUrl(), "/admin/queue/messages", token("operator"))
                .POST(BodyPublishers.ofString("{\"token\":\"" + token() + "\",\"request\":" + request + "}")));
    }

    int get(String path) {
        return send(request(process.url(), path, token()).GET()).statusCode();
    }

    /** The events of a job as they come. */
    InputStream events(String id) throws IOException, InterruptedException {
        return client.send(request(process.url(), "/v1/jobs/" + id + "/events", token()).GET().build(),
                BodyHandlers.ofInputStream()).body();
    }

    static JsonNode json(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static HttpRequest.Builder request(URI url, String path, String token) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(30)).header("authorization",
                "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(process.log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.close();
    }
}
