package com.ainative.gateway.fake;

import com.ainative.gateway.Folders;
import com.ainative.gateway.GatewayRuntime;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.config.AuthConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A whole gateway with the shipped routes, on a free port, configured by a few lines of YAML. */
public final class GatewayHarness implements AutoCloseable {

    public static final Path SHIPPED_ROUTES = Path.of("routes");
    private static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));

    private final GatewayRuntime runtime;
    private final TokenIssuer tokens;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private GatewayHarness(GatewayRuntime runtime, TokenIssuer tokens) {
        this.runtime = runtime;
        this.tokens = tokens;
    }

    /** @param yaml {@code gateway.yaml} without its {@code listen.http}, unless it says one itself */
    public static GatewayHarness start(String yaml) {
        return start(yaml, SHIPPED_ROUTES);
    }

    public static GatewayHarness start(String yaml, Path routes) {
        try {
            Path home = Files.createTempDirectory("gateway-test");
            Path config = Files.createDirectory(home.resolve("config"));
            String listen = yaml.contains("listen:") ? "" : "listen: {http: \"127.0.0.1:0\"}\n";
            Files.writeString(config.resolve("gateway.yaml"), listen + yaml);
            Folders folders = new Folders(config, routes, home.resolve("data"));
            GatewayRuntime runtime = GatewayRuntime.start(folders);
            return new GatewayHarness(runtime,
                    new TokenIssuer(AUTH, SigningKeys.open(folders.data()), InstantSource.system()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                "{dialect: " + dialect + ", base-url: \"" + url + "\", api-key: \"provider-key\", allow-private: true");
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

    public URI url() {
        return runtime.url();
    }

    public String token() {
        return token("tester", "pro");
    }

    public String token(String subject, String tier) {
        return tokens.issue(subject, tier, List.of(), Duration.ofHours(1));
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

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
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
        client.close();
    }
}
