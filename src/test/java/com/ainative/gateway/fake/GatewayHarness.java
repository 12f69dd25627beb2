package com.ainative.gateway.fake;

import com.ainative.gateway.Folders;
import com.ainative.gateway.GatewayRuntime;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.AuthConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A whole gateway with the shipped routes, on a free port, configured by a few lines of YAML. */
public final class GatewayHarness implements AutoCloseable {

    public static final Path SHIPPED_ROUTES = Path.of("routes");
    /** Not that of {@code ingest}. */
    private static final Pattern LISTEN = Pattern.compile("^listen: \\{", Pattern.MULTILINE);
    private static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));

    private final Folders folders;
    private final GatewayRuntime runtime;
    private final SigningKeys keys;
    private final TokenIssuer tokens;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private GatewayHarness(Folders folders, GatewayRuntime runtime, SigningKeys keys) {
        this.folders = folders;
        this.runtime = runtime;
        this.keys = keys;
        this.tokens = new TokenIssuer(AUTH, keys, InstantSource.system());
    }

    /** @param yaml {@code gateway.yaml} without its {@code listen.http}, unless it says one itself */
    public static GatewayHarness start(String yaml) {
        return start(yaml, SHIPPED_ROUTES);
    }

    public static GatewayHarness start(String yaml, Path routes) {
        try {
            Path home = Files.createTempDirectory("gateway-test");
            Folders folders = new Folders(home.resolve("config"), home.resolve("routes"), home.resolve("data"));
            Files.createDirectory(folders.config());
            Files.writeString(folders.config().resolve("gateway.yaml"), listening(yaml));
            copy(routes, folders.routes());
            return start(folders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On folders that stand already, as after a restart. */
    public static GatewayHarness start(Folders folders) {
        GatewayRuntime runtime = GatewayRuntime.start(folders, "test");
        return new GatewayHarness(folders, runtime, SigningKeys.open(folders.data()));
    }

    /** Whose files belong to whoever runs the test. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** On free ports, unless a test says one itself. */
    private static String listening(String yaml) {
        Matcher listen = LISTEN.matcher(yaml);
        return listen.find()
                ? listen.replaceFirst("listen: {admin: \"127.0.0.1:0\", ")
                : "listen: {http: \"127.0.0.1:0\", admin: \"127.0.0.1:0\"}\n" + yaml;
    }

    /** A provider entry for {@code providers:}, in flow style, that speaks OpenAI's protocol; more settings may follow. */
    public static String openAi(FakeProvider fake, String... settings) {
        return entry("openai", fake.url() + "/v1", settings);
    }

    public static String anthropic(FakeProvider fake, String... settings) {
        return entry("anthropic", fake.url(), settings);
    }

    private static String entry(String dialect, String url, String... settings) {
        StringBuilder entry = new StringBuilder(
                "{dialect: " + dialect + ", base-url: \"" + url + "\", api-key: \"" + Canaries.PROVIDER_KEY
                        + "\", allow-private: true");
        for (String setting : settings) {
            entry.append(", ").append(setting);
        }
        return entry.append("}").toString();
    }

    /** Everything a test of one provider needs: the model {@code fast} on it. */
    public static GatewayHarness inFrontOf(FakeProvider fake, String... settings) {
        return start("providers: {one: " + openAi(fake, settings) + "}\n"
                + "models: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    /** The model {@code fast} asks the first, then the second. */
    public static GatewayHarness inFrontOf(String strategy, FakeProvider first, FakeProvider second,
            String... settings) {
        return start("providers: {one: " + openAi(first, settings) + ", two: " + openAi(second, settings) + "}\n"
                + "models: {fast: {strategy: " + strategy
                + ", providers: [{provider: one, model: m1}, {provider: two, model: m2}]}}\n");
    }

    /** Reloads by itself from now on, as a gateway that was started by {@code serve}. */
    public void follow() {
        runtime.follow(folders);
    }

    public GatewayRuntime runtime() {
        return runtime;
    }

    /** Where its files are, for a test to change. */
    public Folders folders() {
        return folders;
    }

    /** The text of a route file. */
    public String route(String name) {
        try {
            return Files.readString(folders.routes().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void writeRoute(String name, String text) {
        write(folders.routes().resolve(name), text);
    }

    /** Changes {@code gateway.yaml} by replacing text that must be in it. */
    public void changeConfig(String from, String to) {
        Path file = folders.config().resolve("gateway.yaml");
        try {
            String text = Files.readString(file);
            if (!text.contains(from)) {
                throw new IllegalArgumentException("no '" + from + "' in " + text);
            }
            write(file, text.replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI adminUrl() {
        return runtime.adminUrl();
    }

    /** Asks the admin API as an operator. */
    public HttpResponse<String> admin(String method, String path, String body) {
        return send(HttpRequest.newBuilder(adminUrl().resolve(path)).timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + token("ops", "pro", "operator"))
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /** {@code POST /admin/reload}, which must succeed. */
    public JsonNode reload() {
        HttpResponse<String> answer = admin("POST", "/admin/reload", "");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return json(answer);
    }

    public static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(answer.body(), e);
        }
    }

    /** The gateway's own, for a test that forges. */
    public SigningKeys keys() {
        return keys;
    }

    public URI url() {
        return runtime.url();
    }

    public String token() {
        return token("tester", "pro");
    }

    public String token(String subject, String tier, String... roles) {
        return tokens.issue(subject, tier, List.of(roles), Duration.ofHours(1));
    }

    /** A chat request for the model {@code fast}; {@code more} is further JSON members such as {@code "n":1}. */
    public static String chat(String... more) {
        String members = more.length == 0 ? "" : "," + String.join(",", more);
        return "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + members + "}";
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url().resolve(path)).timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer " + token()).header("content-type", "application/json");
    }

    public HttpResponse<String> post(String body) {
        return send(request("/v1/chat/completions").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The answer as it arrives. */
    public HttpResponse<InputStream> open(String body) {
        return send(request("/v1/chat/completions").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /** The body of any answer as it arrives. */
    public InputStream stream(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            HttpResponse<T> answer = client.send(request, handler);
            if (answer.statusCode() >= 400) {
                Written.keep("errors.txt", answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        runtime.close();
        client.shutdownNow();
    }
}
