package com.ainative.gateway.reload.preview;

import com.ainative.gateway.Assemblies;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.http.EdgeTransport;
import com.ainative.gateway.http.FrontDoor;
import com.ainative.gateway.provider.ProviderHttp;
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.SourceReader;
import com.ainative.gateway.reload.Sources;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** One generation that serves on a free port, and candidates to hold its requests against. */
final class LiveGateway implements AutoCloseable {

    private static final Path CONFIG = Path.of("config");

    private final Vertx vertx = Vertx.builder().withTransport(EdgeTransport.create()).build();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final ProviderHttp providerHttp = new ProviderHttp(vertx);
    private final SigningKeys keys = SigningKeys.throwAway();
    private final Assembly assembly = Assemblies.of(vertx, virtualThreads, providerHttp, keys);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FakeProvider one;
    private final FakeProvider two;
    private final String yaml;
    private final Sources sources;
    private final GenerationParts parts;
    private final Generation generation;
    private final FrontDoor door;
    private final TokenIssuer tokens;

    /** The model fast asks the first, then the second; tier pro may call 600 times a minute. */
    LiveGateway(FakeProvider one, FakeProvider two, SourceFile... more) {
        this.one = one;
        this.two = two;
        this.yaml = """
                listen: {http: "127.0.0.1:0"}
                tiers: {pro: {requests-per-minute: 600}, small: {requests-per-minute: 1}}
                providers: {one: %s, two: %s, unset: {dialect: openai, base-url: "https://a.invalid", api-key: "${NONE:}"}}
                models: {fast: {strategy: order, providers: [{provider: one, model: m1}, {provider: two, model: m2}]}}
                """
                .formatted(GatewayHarness.openAi(one), GatewayHarness.openAi(two));
        this.sources = withRoutes(routes -> routes, more);
        GatewayConfig config = config(yaml);
        this.parts = assembly.live(config, "live");
        this.generation = new Generation(sources, config, parts);
        this.door = new FrontDoor(vertx, config.listen(), generation.engine());
        this.tokens = new TokenIssuer(config.auth(), keys, InstantSource.system());
        door.open();
    }

    private static GatewayConfig config(String yaml) {
        return new ConfigReader(name -> null).read(file("gateway.yaml", yaml), CONFIG).config();
    }

    static SourceFile file(String name, String text) {
        return new SourceFile(name, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The shipped routes, changed, and more of them. */
    private static Sources withRoutes(UnaryOperator<String> change, SourceFile... more) {
        Sources shipped = new SourceReader(CONFIG, GatewayHarness.SHIPPED_ROUTES).read();
        List<SourceFile> routes = new ArrayList<>(List.of(more));
        shipped.routes().forEach(file -> routes.add(file(file.name(), change.apply(file.text()))));
        return new Sources(shipped.config(), routes, List.of(), List.of());
    }

    /** Begins to hold requests against the same generation. */
    Comparison same() {
        return comparison(yaml, sources, 1, new Copies(Copies.MOST, Copies.MOST_BYTES));
    }

    /** Begins to hold requests against the same, with a text in its configuration replaced. */
    Comparison with(String from, String to) {
        if (!yaml.contains(from)) {
            throw new IllegalArgumentException(from);
        }
        return comparison(yaml.replace(from, to), sources, 1, new Copies(Copies.MOST, Copies.MOST_BYTES));
    }

    /** The same, with the shipped routes changed. */
    Comparison withRoutesChanged(UnaryOperator<String> change, SourceFile... more) {
        return comparison(yaml, withRoutes(change, more), 1, new Copies(Copies.MOST, Copies.MOST_BYTES));
    }

    /** With bounds of its own. */
    Comparison bounded(double sample, Copies copies) {
        return comparison(yaml, sources, sample, copies);
    }

    private Comparison comparison(String candidate, Sources routes, double sample, Copies copies) {
        return new Comparison("next", parts.outcomes(), Decider.open(vertx, assembly, routes, config(candidate)),
                sample, copies, () -> {
                });
    }

    String token(String subject, String tier) {
        return "Bearer " + tokens.issue(subject, tier, List.of(), Duration.ofMinutes(5));
    }

    HttpResponse<String> chat(String... more) {
        return post(GatewayHarness.chat(more), token("tester", "pro"));
    }

    HttpResponse<String> post(String body, String authorization, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(door.url().resolve("/v1/chat/completions"))
                .header("authorization", authorization).header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(door.url().resolve(path)).header("authorization", token("tester", "pro"))
                .GET());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How often any provider was called. */
    int calls() {
        return one.received().size() + two.received().size();
    }

    /** Listeners that are open beside its own. */
    int otherDoors() {
        return vertx.deploymentIDs().size() - 1;
    }

    @Override
    public void close() {
        client.shutdownNow();
        door.close();
        generation.close();
        providerHttp.close();
        virtualThreads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        one.close();
        two.close();
    }
}
