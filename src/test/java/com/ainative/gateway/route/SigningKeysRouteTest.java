package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.auth.Keytool;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.store.Stores;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of two gateways that share nothing but a PostgreSQL, asked over HTTP. */
@Timeout(120)
class SigningKeysRouteTest {

    private static final AuthConfig AUTH = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));
    /** For what one gateway does to be seen at the other. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private static Path folder;
    private static FakeProvider provider;
    private static GatewayHarness one;
    private static GatewayHarness two;

    @BeforeAll
    static void start() throws IOException {
        provider = FakeProvider.start();
        StoreConfig store = Stores.POSTGRESQL.fresh();
        String shared = "store: {url: \"%s\", user: %s, password: \"%s\"}\n".formatted(store.url(), store.user(),
                Objects.requireNonNull(store.password()).reveal());
        one = GatewayHarness.start(config(shared));
        two = GatewayHarness.start(config(shared));
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        provider.close();
    }

    private static String config(String more) {
        return more + "tiers: {pro: {requests-per-minute: 1000000}}\nproviders: {one: "
                + GatewayHarness.openAi(provider) + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n";
    }

    /** Minted now, with what signs in that gateway's folder. */
    private static String token(GatewayHarness gateway, String... roles) {
        return new TokenIssuer(AUTH, SigningKeys.open(gateway.folders().data()), InstantSource.system()).issue("ann",
                "pro", List.of(roles), Duration.ofMinutes(5));
    }

    private static int models(GatewayHarness gateway, String token) {
        return gateway.send(HttpRequest.newBuilder(gateway.url().resolve("/v1/models"))
                .header("authorization", "Bearer " + token).build()).statusCode();
    }

    private static HttpResponse<String> admin(GatewayHarness gateway, String token, String method, String path,
            String body) {
        return gateway.send(HttpRequest.newBuilder(gateway.adminUrl().resolve("/admin/signing-keys" + path))
                .header("authorization", "Bearer " + token).method(method, BodyPublishers.ofString(body)).build());
    }

    private static JsonNode rotate(GatewayHarness gateway, String body) {
        HttpResponse<String> answer = admin(gateway, token(gateway, "admin"), "POST", "/rotate", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("keys");
    }

    private static Set<String> jwks(GatewayHarness gateway) {
        JsonNode set = json(gateway.get("/.well-known/jwks.json")).path("keys");
        assertThat(set).isNotEmpty().allSatisfy(key -> {
            assertThat(key.path("alg").asText()).isEqualTo("ES256");
            assertThat(key.path("use").asText()).isEqualTo("sig");
            assertThat(key.has("d")).isFalse();
        });
        Set<String> ids = new TreeSet<>();
        set.forEach(key -> ids.add(key.path("kid").asText()));
        return ids;
    }

    @Test
    @DisplayName("GIVEN two gateways with folders of their own WHEN a token of one comes to the other THEN it is good, and both list the keys of both")
    void verify_shared() {
        await().atMost(SOON).until(() -> models(two, token(one)) == 200 && models(one, token(two)) == 200);

        await().atMost(SOON).untilAsserted(() -> assertThat(jwks(one)).isEqualTo(jwks(two)).hasSizeGreaterThan(3));
        JsonNode listed = json(admin(two, token(two, "operator"), "GET", "", "")).path("keys");
        assertThat(listed.findValuesAsText("state")).contains("current", "next", "other");
        assertThat(listed.findValuesAsText("kid")).containsExactlyInAnyOrderElementsOf(jwks(two));
        assertThat(listed.toString()).doesNotContain("\"d\"");
    }

    @Test
    @DisplayName("GIVEN load with tokens of one at the other WHEN keys are rotated again and again THEN no token is refused, and both have rotated")
    void rotate_underLoad() throws Exception {
        await().atMost(SOON).until(() -> models(two, token(one)) == 200 && models(one, token(two)) == 200);
        String before = token(one);
        String signedByTwo = json(admin(two, token(two, "operator"), "GET", "", "")).at("/keys/0/kid").asText();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> load = List.of(threads.submit(() -> refused(one, two, over)),
                    threads.submit(() -> refused(two, one, over)));

            String first = rotate(one, "").get(0).path("kid").asText();
            String second = rotate(two, "{\"revoke\":false}").get(0).path("kid").asText();
            await().atMost(SOON).until(() -> !signedByTwo
                    .equals(json(admin(two, token(two, "operator"), "GET", "", "")).at("/keys/0/kid").asText()));
            over.set(true);

            assertThat(load.get(0).get()).isZero();
            assertThat(load.get(1).get()).isZero();
            assertThat(first).isNotEqualTo(second);
        }
        assertThat(models(two, before)).isEqualTo(200);
        assertThat(jwks(two)).contains(signedByTwo);
    }

    private static int refused(GatewayHarness from, GatewayHarness at, AtomicBoolean over) {
        int refused = 0;
        do {
            refused += models(at, token(from)) == 200 ? 0 : 1;
        } while (!over.get());
        return refused;
    }

    @Test
    @DisplayName("GIVEN a key that leaked WHEN all are revoked at one gateway THEN no token from before is good at either, and new ones are at both")
    void rotate_revoke() {
        await().atMost(SOON).until(() -> models(two, token(one)) == 200 && models(one, token(two)) == 200);
        List<String> before = List.of(token(one), token(two));
        Set<String> keys = jwks(two);

        rotate(one, "{\"revoke\":true}");

        await().atMost(SOON)
                .until(() -> before.stream().noneMatch(old -> models(one, old) == 200 || models(two, old) == 200));
        await().atMost(SOON).until(() -> models(two, token(one)) == 200 && models(one, token(two)) == 200);
        assertThat(jwks(one)).doesNotContainAnyElementsOf(keys);
        assertThat(jwks(two)).doesNotContainAnyElementsOf(keys);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"user|GET||403|role operator or admin", "operator|POST|/rotate|403|role admin",
        "admin|POST|/rotate?x=1|400|revoke is neither true nor false"})
    @DisplayName("GIVEN a token without the role, or a body that makes no sense WHEN keys are asked for THEN it is refused, and nothing is rotated")
    void call_refused(String role, String method, String path, int status, String detail) {
        String signs = json(admin(one, token(one, "operator"), "GET", "", "")).at("/keys/0/kid").asText();

        HttpResponse<String> answer = admin(one, token(one, role), method, path == null ? "" : path,
                "{\"revoke\":\"yes\"}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("detail").asText()).contains(detail);
        assertThat(json(admin(one, token(one, "operator"), "GET", "", "")).at("/keys/0/kid").asText()).isEqualTo(signs);
    }

    @Test
    @DisplayName("GIVEN a store that is away WHEN keys are to be rotated THEN it is a 503, and the key that signed still does")
    void rotate_storeAway() {
        try (GatewayHarness alone = GatewayHarness
                .start(config("store: {url: \"jdbc:postgresql://127.0.0.1:1/none\", user: x, password: y}\n"))) {
            String before = token(alone);
            HttpResponse<String> answer = admin(alone, token(alone, "admin"), "POST", "/rotate", "{\"revoke\":true}");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
            assertThat(models(alone, before)).isEqualTo(200);
            assertThat(models(alone, token(alone))).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("GIVEN a keystore WHEN the gateway serves THEN its key signs, and it is not rotated from here")
    void keystore_serves() throws IOException {
        Path file = Keytool.add(folder.resolve("keys.p12"), "key", "2026/01/01");
        String signing = "signing: {keystore: \"%s\", password: %s}".formatted(file, Keytool.PASSWORD);
        try (GatewayHarness gateway = GatewayHarness.start(config("auth: {" + signing + "}\n"))) {
            AuthConfig auth = new ConfigReader(System::getenv)
                    .read(gateway.folders().config()).config().auth();
            String token = new TokenIssuer(auth, SigningKeys.openToSign(auth, gateway.folders().data(),
                    Duration.ofDays(7), InstantSource.system()), InstantSource.system()).issue("ops", "pro",
                            List.of("admin"), Duration.ofDays(7));

            assertThat(models(gateway, token)).isEqualTo(200);
            assertThat(models(gateway, gateway.token())).as("of a key in the data folder").isEqualTo(401);
            HttpResponse<String> answer = admin(gateway, token, "POST", "/rotate", "");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(json(answer).path("detail").asText()).contains("add an entry").doesNotContain(Keytool.PASSWORD);
        }
    }
}
