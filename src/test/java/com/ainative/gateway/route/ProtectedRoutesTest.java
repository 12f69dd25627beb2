package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.Attack;
import com.ainative.gateway.auth.RequestAttack;
import com.ainative.gateway.auth.TokenAttacks;
import com.ainative.gateway.error.Surface;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.reload.Entrance;
import com.ainative.gateway.route.Door.Answer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every attack on every route that asks who calls, on both ports. The routes are asked for from the gateway that runs, so a
 * new one is here by itself.
 */
@Timeout(120)
class ProtectedRoutesTest {

    /** Routes for anybody, and why. All others must ask who calls. */
    private static final Map<String, String> PUBLIC = Map.of("health", "a load balancer asks, and has no token",
            "health-live", "so does whoever starts gateways", "health-ready", "so does whoever sends them requests",
            "jwks", "public keys, for others to check tokens with", "auth-register", "who asks has no account yet",
            "auth-login", "who asks has a password", "auth-token", "who asks has a password",
            "auth-refresh", "who asks has a refresh token", "auth-logout", "who asks has a refresh token");
    private static final FakeProvider PROVIDER = FakeProvider.start().always(OpenAiSamples.says("hello"));
    /** Gives whoever asks the keys with which strangers' tokens would be good. */
    private static final FakeProvider CANARY = FakeProvider.start()
            .always(wire -> wire.json(200, TokenAttacks.keysOfStrangers()));
    private static final String WHY = "Missing or invalid token. Send a current one as 'Authorization: Bearer ...'.";
    private static final Map<Surface, String> REFUSAL = Map.of(Surface.OPENAI,
            "{\"error\":{\"message\":\"" + WHY
                    + "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}",
            Surface.PROBLEM, "{\"type\":\"urn:ainative:problem:invalid_api_key\",\"title\":\"invalid api key\","
                    + "\"status\":401,\"detail\":\"" + WHY + "\"}");
    private static GatewayHarness gateway;
    private static List<Attack> attacks;

    @BeforeAll
    static void start() {
        gateway = GatewayHarness.start("""
                listen: {http: "127.0.0.1:0", max-header: 256KiB}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                """.formatted(GatewayHarness.openAi(PROVIDER)));
        attacks = TokenAttacks.on(gateway.keys(), Instant.now(), CANARY.url());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
        CANARY.close();
    }

    static Stream<Door> doors() {
        return Door.of(gateway).filter(door -> !PUBLIC.containsKey(door.entrance().route()));
    }

    private static String goodToken() {
        return gateway.token("tester", "pro", "operator", "admin");
    }

    private static String bearer(String credential) {
        return "authorization: Bearer " + credential + "\r\n";
    }

    @Test
    @DisplayName("GIVEN a running gateway WHEN asked for its ways in THEN those everybody knows are among them, and of no other kind")
    void doors_found() {
        assertThat(doors()).extracting(Door::toString).contains("POST /v1/chat/completions", "GET /v1/models",
                "GET /v1/models/{id}", "GET /v1/jobs", "DELETE /v1/jobs/{id}", "POST /v1/files", "POST /v1/batches",
                "POST /admin/reload", "GET /admin/routes", "POST /admin/apply", "GET /admin/queue/jobs")
                .doesNotContain("GET /health");
        assertThat(Door.of(gateway)).extracting(Door::toString).contains("GET /health", "GET /.well-known/jwks.json");
        // No request gets in by the others; a scheme that is not among these needs attacks of its own.
        assertThat(gateway.runtime().generations()).flatExtracting(Entrance::schemes).containsOnly("direct",
                "platform-http", "queue");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    @DisplayName("GIVEN a route that asks who calls WHEN all attacks are tried THEN one and the same 401, and nobody is asked for anything")
    void authenticate_attacked(Door door) throws IOException {
        byte[] good = door.request(bearer(goodToken()));
        assertLetIn(door.ask(good));
        int asked = PROVIDER.received().size();
        Answer refusal = refusal(door);

        Map<String, byte[]> tried = new LinkedHashMap<>();
        List<String> otherwise = new ArrayList<>();
        for (Attack attack : attacks) {
            byte[] request = door.request(bearer(attack.credential()));
            if (attack.isPlain()) {
                tried.put(attack.name(), request);
            } else if (!List.of(400, 401).contains(door.ask(request).status())) {
                otherwise.add(attack.name());
            }
        }
        for (RequestAttack attack : RequestAttack.with(goodToken())) {
            tried.put(attack.name(), attack.body() == null
                    ? door.request(attack.headers(), attack.query())
                    : door.request(attack.headers(), attack.query(), attack.body()));
        }
        otherwise.addAll(answeredOtherwise(refusal, door, tried));

        assertThat(tried).hasSizeGreaterThan(600);
        assertThat(otherwise).as("answered otherwise").isEmpty();
        assertThat(PROVIDER.received()).hasSize(asked);
        assertThat(CANARY.connections()).isZero();
        assertLetIn(door.ask(good));
    }

    /** What is about a login says so to whoever is in without one. */
    private static void assertLetIn(Answer answer) {
        assertThat(answer.status()).as("with a good token").isNotEqualTo(401);
        boolean saysWhy = answer.body().isEmpty() || answer.body().contains("login_needed"); // HEAD has no body
        assertThat(answer.status() != 403 || saysWhy).as("with a good token").isTrue();
    }

    /** The 401 there is, in the shape of this door. */
    private static Answer refusal(Door door) throws IOException {
        Answer refusal = door.ask(door.request(""));
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.body()).isEqualTo(door.bodyOf(Objects.requireNonNull(REFUSAL.get(door.surface()))));
        assertThat(refusal.headers()).containsEntry("www-authenticate", "Bearer")
                .containsEntry("content-type", door.surface().contentType());
        return refusal;
    }

    private static List<String> answeredOtherwise(Answer refusal, Door door, Map<String, byte[]> tried)
            throws IOException {
        List<Answer> answers = door.ask(List.copyOf(tried.values()));
        List<String> names = List.copyOf(tried.keySet());
        return IntStream.range(0, names.size()).filter(i -> !answers.get(i).equals(refusal)).mapToObj(names::get)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/models", "GET /admin/routes"})
    @DisplayName("GIVEN one route of each port WHEN all attacks come as x-api-key THEN the same 401: what is behind that header is the same step everywhere")
    void authenticate_attackedByKey(String name) throws IOException {
        Door door = doors().filter(one -> one.toString().equals(name)).findFirst().orElseThrow();
        assertThat(door.ask(door.request("x-api-key: " + goodToken() + "\r\n")).status()).isEqualTo(200);
        Map<String, byte[]> tried = new LinkedHashMap<>();
        attacks.stream().filter(Attack::isPlain).forEach(attack -> tried.put(attack.name(),
                door.request("x-api-key: " + attack.credential() + "\r\n")));

        assertThat(answeredOtherwise(refusal(door), door, tried)).as("answered otherwise").isEmpty();
        assertThat(CANARY.connections()).isZero();
    }
}
