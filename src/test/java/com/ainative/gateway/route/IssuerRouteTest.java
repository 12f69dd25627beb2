package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeIssuer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.IssuerKey;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Wire;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers that other issuers vouch for, through the whole gateway. */
@Timeout(120)
class IssuerRouteTest {

    private static final FakeProvider PROVIDER = FakeProvider.start().always(OpenAiSamples.says("hello"));
    /** Whom a token must not make anybody ask. */
    private static final FakeProvider CANARY = FakeProvider.start();
    private static final FakeIssuer ISSUER = FakeIssuer.start();
    private static final FakeIssuer SECOND = FakeIssuer.start(IssuerKey.make("k1", "RS256"));
    private static final FakeIssuer UNLISTED = FakeIssuer.start();
    private static GatewayHarness gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.start("""
                auth:
                  issuers:
                    - %s
                    - %s
                tiers: {free: {requests-per-minute: 100000}, pro: {requests-per-minute: 200000}}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                """.formatted(
                ISSUER.entry("tier: free", "tier-claim: plan", "tiers: {gold: pro}", "role-claim: realm_access.roles",
                        "roles: {gateway-operators: operator}"),
                SECOND.entry("jwks-url: \"" + SECOND.url() + FakeIssuer.KEYS + "\"", "tier: pro",
                        "algorithms: [RS256, PS256]"),
                GatewayHarness.openAi(PROVIDER)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        Stream.of(ISSUER, SECOND, UNLISTED).forEach(FakeIssuer::close);
        CANARY.close();
        PROVIDER.close();
    }

    private static HttpResponse<String> ask(String token) {
        return gateway.send(HttpRequest.newBuilder(gateway.url().resolve("/v1/chat/completions"))
                .timeout(Duration.ofSeconds(30)).header("content-type", "application/json")
                .header("authorization", "Bearer " + token).POST(BodyPublishers.ofString(chat())).build());
    }

    private static HttpResponse<String> get(URI url, String token) {
        return gateway.send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer " + token).build());
    }

    @Test
    @DisplayName("GIVEN good tokens of listed issuers WHEN a chat is asked for THEN it is answered, within the tier the claims lead to")
    void chat_good() {
        HttpResponse<String> free = ask(ISSUER.token());
        HttpResponse<String> gold = ask(ISSUER.token("plan", "\"gold\"", "sub", "\"gold\""));
        HttpResponse<String> second = ask(SECOND.token());

        assertThat(free.statusCode()).as(free.body()).isEqualTo(200);
        assertThat(limit(free)).isEqualTo("100000");
        assertThat(gold.statusCode()).isEqualTo(200);
        assertThat(limit(gold)).isEqualTo("200000");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(limit(second)).isEqualTo("200000");
    }

    private static String limit(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-ratelimit-limit-requests").orElse("none");
    }

    @Test
    @DisplayName("GIVEN a role that a claim means WHEN an operator's path is called THEN it is open, and else closed as ever")
    void admin_role() {
        URI routes = gateway.adminUrl().resolve("/admin/routes");

        assertThat(get(routes, ISSUER.token("realm_access", "{\"roles\":[\"gateway-operators\"]}")).statusCode())
                .isEqualTo(200);
        assertThat(get(routes, ISSUER.token("realm_access", "{\"roles\":[\"operator\",\"admin\"]}")).statusCode())
                .isEqualTo(403);
        assertThat(get(routes, ISSUER.token("roles", "[\"operator\"]")).statusCode()).isEqualTo(403);
        HttpResponse<String> wrong = get(routes, UNLISTED.token("realm_access", "{\"roles\":[\"gateway-operators\"]}"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("content-type")).contains("application/problem+json");
    }

    static Stream<String> wrong() {
        IssuerKey stranger = IssuerKey.make("k1", "ES256");
        String link = "\"" + CANARY.url() + "/keys\"";
        return Stream.of(UNLISTED.token(), ISSUER.key().signed(SECOND.claims()), SECOND.key().signed(ISSUER.claims()),
                stranger.signed(ISSUER.claims()), ISSUER.token("aud", "\"other\""), ISSUER.token("exp", "1"),
                ISSUER.token("iss", "\"" + ISSUER.url() + "/\""), ISSUER.token("nonce", "\"n\""),
                ISSUER.key().signed(ISSUER.key().header("alg", "\"none\""), ISSUER.claims()),
                stranger.signed(stranger.header("jku", link), ISSUER.claims()),
                stranger.signed(stranger.header("x5u", link, "kid", "\"x\""), ISSUER.claims()),
                stranger.signed(stranger.header("jwk", stranger.jwk()), ISSUER.claims()),
                stranger.signed(stranger.header("kid", link), ISSUER.claims()),
                stranger.signed(ISSUER.claims("iss", "\"" + CANARY.url() + "\"")),
                ISSUER.token("iss", "\"ainative\"", "aud", "\"ainative-gateway\"", "tier", "\"pro\"", "roles", "[]"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    @DisplayName("GIVEN a token that is wrong WHEN sent THEN the one 401 there is, and no address in it is asked")
    void chat_wrong(String token) {
        HttpResponse<String> none = ask("");
        int asked = PROVIDER.received().size();

        HttpResponse<String> answer = ask(token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(none.body());
        assertThat(answer.headers().map().keySet()).isEqualTo(none.headers().map().keySet());
        assertThat(CANARY.connections()).isZero();
        assertThat(UNLISTED.received()).isEmpty();
        assertThat(PROVIDER.received()).hasSize(asked);
    }

    /** With an issuer of its own: one that others have asked for unknown keys may not be asked again so soon. */
    private static GatewayHarness inFrontOf(FakeIssuer issuer) {
        return GatewayHarness.start("auth: {issuers: [" + issuer.entry("tier: free") + "]}\n"
                + "tiers: {free: {requests-per-minute: 100000}}\n"
                + "providers: {one: " + GatewayHarness.openAi(PROVIDER) + "}\n"
                + "models: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    private static int status(GatewayHarness asked, String token) {
        return get(asked.url().resolve("/v1/models"), token).statusCode();
    }

    @Test
    @DisplayName("GIVEN load WHEN the issuer rotates its key in the midst THEN nobody is refused, for one fetch; a flood brings no second")
    void rotate_underLoad() throws Exception {
        try (FakeIssuer issuer = FakeIssuer.start();
                GatewayHarness own = inFrontOf(issuer);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            await().until(() -> issuer.fetches(FakeIssuer.KEYS) == 1); // though nobody has come yet
            assertThat(status(own, issuer.token())).isEqualTo(200);
            long before = issuer.fetches(FakeIssuer.KEYS);
            CountDownLatch half = new CountDownLatch(100);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                answers.add(callers.submit(() -> {
                    int refused = 0;
                    for (int i = 0; i < 60; i++) {
                        refused += status(own, issuer.token("jti", "\"" + i + "\"")) == 200 ? 0 : 1;
                        half.countDown();
                    }
                    return refused;
                }));
            }
            half.await();
            issuer.rotate(IssuerKey.make("k2", "ES256"));
            for (Future<Integer> refused : answers) {
                assertThat(refused.get()).isZero();
            }
            assertThat(status(own, issuer.token())).isEqualTo(200);
            assertThat(issuer.fetches(FakeIssuer.KEYS)).isEqualTo(before + 1);

            IssuerKey stranger = IssuerKey.make("k1", "ES256");
            for (int i = 0; i < 40; i++) {
                assertThat(status(own, stranger.as("unknown-" + i, "ES256").signed(issuer.claims()))).isEqualTo(401);
            }
            assertThat(issuer.fetches(FakeIssuer.KEYS)).isEqualTo(before + 1);
        }
    }

    @Test
    @DisplayName("GIVEN an issuer whose keys are there WHEN the gateway reloads and the issuer goes down THEN nothing is fetched and its tokens pass")
    void reload_keepsKeys() {
        try (FakeIssuer issuer = FakeIssuer.start(); GatewayHarness own = inFrontOf(issuer)) {
            assertThat(status(own, issuer.token())).isEqualTo(200);
            int asked = issuer.received().size();
            own.changeConfig("tier: free}", "tier: free, tier-claim: plan, role-claim: r, roles: {ops: operator}}");
            own.reload();

            String operator = issuer.token("r", "\"ops\"");
            assertThat(get(own.adminUrl().resolve("/admin/generations"), operator).statusCode()).isEqualTo(200);
            assertThat(issuer.received()).hasSize(asked);

            issuer.answerInstead(Wire::reset);
            own.changeConfig("role-claim: r, ", "role-claim: other, ");
            own.reload();
            assertThat(status(own, issuer.token())).isEqualTo(200);
            assertThat(get(own.adminUrl().resolve("/admin/generations"), operator).statusCode()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("GIVEN an issuer that is taken off the list WHEN reloaded THEN its tokens let nobody in, and when it is back they do")
    void reload_unlists() {
        try (FakeIssuer issuer = FakeIssuer.start(); GatewayHarness own = inFrontOf(issuer)) {
            String token = issuer.token();
            assertThat(status(own, token)).isEqualTo(200);

            String listed = "issuers: [" + issuer.entry("tier: free") + "]";
            own.changeConfig(listed, "issuers: []");
            own.reload();
            assertThat(status(own, token)).isEqualTo(401);

            own.changeConfig("issuers: []", listed);
            own.reload();
            assertThat(status(own, token)).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("GIVEN an issuer that is down WHEN a gateway starts THEN it starts and its own tokens pass, and a try of a configuration asks nobody")
    void start_issuerDown() {
        FakeIssuer issuer = FakeIssuer.start();
        issuer.answerInstead(wire -> wire.awaitHangUp());
        try (GatewayHarness own = inFrontOf(issuer); FakeIssuer next = FakeIssuer.start()) {
            assertThat(status(own, own.token())).isEqualTo(200);
            issuer.close();
            assertThat(status(own, issuer.token())).isEqualTo(401);

            own.changeConfig("issuers: [", "issuers: [" + next.entry("tier: free") + ", ");
            HttpResponse<String> tried = own.admin("POST", "/admin/reload?dry-run=true", "");
            assertThat(json(tried).path("changed").asBoolean()).as(tried.body()).isTrue();
            assertThat(next.received()).isEmpty();
            own.reload();
            assertThat(status(own, next.token())).isEqualTo(200);
        }
    }
}
