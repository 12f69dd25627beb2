package com.ainative.gateway.account;

import static com.ainative.gateway.account.AccountStage.PASSWORD;
import static com.ainative.gateway.account.AccountStage.access;
import static com.ainative.gateway.account.AccountStage.credentials;
import static com.ainative.gateway.account.AccountStage.refresh;
import static com.ainative.gateway.account.AccountStage.somebody;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.store.Stores;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Registering, logging in, staying so, and leaving, over HTTP. */
class LoginRouteTest {

    private static final Map<Stores, AccountStage> STAGES = new EnumMap<>(Stores.class);

    @BeforeAll
    static void start() {
        for (Stores kind : Stores.values()) {
            STAGES.put(kind, AccountStage.on(kind));
        }
    }

    @AfterAll
    static void stop() {
        STAGES.values().forEach(AccountStage::close);
    }

    private static AccountStage stage(Stores kind) {
        return Objects.requireNonNull(STAGES.get(kind));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN somebody who registers WHEN they log in THEN their token asks models, in the tier of those who register")
    void login_good(Stores kind) {
        AccountStage stage = stage(kind);
        String email = stage.registered();

        HttpResponse<String> answer = stage.post("login", credentials(" " + email.toUpperCase(Locale.ROOT), PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        JsonNode login = json(answer);
        assertThat(login.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(login.path("expires_in").asInt()).isEqualTo(600);
        assertThat(refresh(login)).startsWith("air_");
        assertThat(stage.chatStatus(access(login))).isEqualTo(200);
        JsonNode me = json(stage.as(access(login), "GET", "me", ""));
        assertThat(me.path("tier").asText()).isEqualTo("free");
        assertThat(me.path("credential").asText()).isEqualTo("session");
        assertThat(me.at("/account/email").asText()).isEqualTo(email);
        assertThat(me.at("/account/role").asText()).isEqualTo("user");
        assertThat(me.toString()).doesNotContain("argon2", "password");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN an account or none WHEN a wrong password is sent THEN both get the same answer for the same work")
    void login_wrong(Stores kind) {
        AccountStage stage = stage(kind);
        String email = stage.registered();
        long before = checks(stage);

        HttpResponse<String> wrong = stage.post("login", credentials(email, "another password"));
        long forKnown = checks(stage) - before;
        HttpResponse<String> unknown = stage.post("login", credentials(somebody(), "another password"));
        long forUnknown = checks(stage) - before - forKnown;

        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(wrong).path("type").asText()).isEqualTo("urn:ainative:problem:invalid_credentials");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(forKnown).isEqualTo(1);
        assertThat(forUnknown).isEqualTo(1);
    }

    private static long checks(AccountStage stage) {
        return stage.gateway().runtime().accounts().passwordChecks();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN an address that has an account WHEN it is registered again THEN the answer is the same, and the account, too")
    void register_again(Stores kind) {
        AccountStage stage = stage(kind);
        String email = somebody();

        HttpResponse<String> first = stage.post("register", credentials(email, PASSWORD));
        HttpResponse<String> second = stage.post("register", credentials(email, "another password"));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(stage.post("login", credentials(email, "another password")).statusCode()).isEqualTo(401);
        assertThat(stage.post("login", credentials(email, PASSWORD)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN an OAuth 2 client WHEN it sends the form of the password grant, then of the refresh THEN it gets tokens as RFC 6749 has it")
    void token_form(Stores kind) {
        AccountStage stage = stage(kind);
        String email = stage.registered();

        JsonNode first = json(form(stage, "grant_type", "password", "username", email, "password", PASSWORD, "scope",
                "", "client_id", "x"));
        JsonNode second = json(form(stage, "grant_type", "refresh_token", "refresh_token", refresh(first)));

        assertThat(stage.chatStatus(access(first))).isEqualTo(200);
        assertThat(stage.chatStatus(access(second))).isEqualTo(200);
        HttpResponse<String> wrong = form(stage, "username", email, "password", "another password");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json(wrong).path("error").asText()).isEqualTo("invalid_grant");
        assertThat(json(form(stage, "grant_type", "client_credentials")).path("error").asText())
                .isEqualTo("unsupported_grant_type");
        assertThat(form(stage, "username", "x".repeat(100_000), "password", "y".repeat(100_000)).statusCode())
                .isEqualTo(400);
        HttpResponse<String> twice = form(stage, "username", email, "username", email, "password", PASSWORD);
        assertThat(json(twice).path("error").asText()).isEqualTo("invalid_request");
    }

    private static HttpResponse<String> form(AccountStage stage, String... pairs) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(pairs[i]).append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return stage.send(stage.request("/v1/auth/token")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a refresh token WHEN it is used, and used again THEN the second time ends the session and its newer tokens")
    void refresh_reused(Stores kind) {
        AccountStage stage = stage(kind);
        String email = stage.registered();
        JsonNode first = stage.login(email);
        JsonNode other = stage.login(email);
        JsonNode second = json(stage.refreshed(refresh(first)));
        assertThat(stage.chatStatus(access(second))).isEqualTo(200);

        HttpResponse<String> again = stage.refreshed(refresh(first));

        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(json(again).path("type").asText()).isEqualTo("urn:ainative:problem:invalid_refresh_token");
        assertThat(stage.refreshed(refresh(second)).statusCode()).isEqualTo(401);
        assertThat(stage.chatStatus(access(first))).isEqualTo(401);
        assertThat(stage.chatStatus(access(second))).isEqualTo(401);
        assertThat(stage.chatStatus(access(other))).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a refresh token with another secret, or none WHEN it comes THEN it is refused, and the session goes on")
    void refresh_madeUp(Stores kind) {
        AccountStage stage = stage(kind);
        JsonNode login = stage.login(stage.registered());
        String good = refresh(login);
        int dot = good.indexOf('.');

        for (String made : List.of("", "air_", good.substring(4), good + "x", good.replace("air_", "ain_"),
                good.substring(0, dot + 1) + "A".repeat(43) + good.substring(good.lastIndexOf('.')),
                good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(43), access(login))) {
            assertThat(stage.refreshed(made).statusCode()).as(made.substring(0, Math.min(4, made.length())))
                    .isIn(400, 401);
        }

        assertThat(stage.refreshed(good).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a login WHEN it logs out, by its token or its refresh token THEN neither counts any more, and other logins do")
    void logout_session(Stores kind) {
        AccountStage stage = stage(kind);
        String email = stage.registered();
        JsonNode one = stage.login(email);
        JsonNode two = stage.login(email);
        JsonNode three = stage.login(email);

        assertThat(stage.as(access(one), "POST", "logout", "").statusCode()).isEqualTo(204);
        assertThat(stage.post("logout", "{\"refresh_token\":\"" + refresh(two) + "\"}").statusCode()).isEqualTo(204);

        for (JsonNode gone : List.of(one, two)) {
            assertThat(stage.chatStatus(access(gone))).isEqualTo(401);
            assertThat(stage.refreshed(refresh(gone)).statusCode()).isEqualTo(401);
        }
        assertThat(stage.chatStatus(access(three))).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a token an operator has minted WHEN it logs out THEN it counts no more, and others of its subject do")
    void logout_minted(Stores kind) {
        AccountStage stage = stage(kind);
        String minted = stage.gateway().token("ann", "pro");
        String other = stage.gateway().token("ann", "pro");
        assertThat(stage.chatStatus(minted)).isEqualTo(200);

        assertThat(stage.as(minted, "POST", "logout", "").statusCode()).isEqualTo(204);

        assertThat(stage.chatStatus(minted)).isEqualTo(401);
        assertThat(stage.chatStatus(other)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN several logins WHEN the password is changed THEN all of them end but the one that comes with the answer, and the old one is wrong")
    void password_changed(Stores kind) {
        AccountStage stage = stage(kind);
        String email = stage.registered();
        JsonNode one = stage.login(email);
        JsonNode two = stage.login(email);
        String change = "{\"current_password\":\"" + PASSWORD + "\",\"new_password\":\"" + PASSWORD + "-2\"}";

        assertThat(stage.as(access(one), "POST", "password", change.replace(PASSWORD, "wrong-password")).statusCode())
                .isEqualTo(401);
        JsonNode changed = json(stage.as(access(one), "POST", "password", change));

        assertThat(stage.chatStatus(access(changed))).isEqualTo(200);
        assertThat(stage.chatStatus(access(one))).isEqualTo(401);
        assertThat(stage.chatStatus(access(two))).isEqualTo(401);
        assertThat(stage.refreshed(refresh(two)).statusCode()).isEqualTo(401);
        assertThat(stage.post("login", credentials(email, PASSWORD)).statusCode()).isEqualTo(401);
        assertThat(stage.post("login", credentials(email, PASSWORD + "-2")).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> wrongBodies() {
        return Stream.of(Arguments.of("login", "{\"email\":\"a@b.c\"}", "password"),
                Arguments.of("login", "{\"email\":7,\"password\":\"x\"}", "email"),
                Arguments.of("login", "{\"email\":\"a@b.c\",\"password\":\"x\",\"pasword\":1}", "pasword"),
                Arguments.of("login", "{\"email\":\"a@b.c\",\"email\":\"d@e.f\",\"password\":\"x\"}", "email"),
                Arguments.of("register", credentials("nobody", PASSWORD), "email"),
                Arguments.of("register", credentials("a@b.c", "short"), "password"),
                Arguments.of("register", credentials("a@b.c", "x".repeat(1025)), "password"),
                Arguments.of("register", credentials("a@b.c", "half\\ud800a-character"), "password"),
                Arguments.of("refresh", "{}", "refresh_token"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("wrongBodies")
    @DisplayName("GIVEN a body with one thing wrong WHEN sent THEN a problem names the field, and quotes nothing of it")
    void body_wrong(String path, String body, String field) {
        HttpResponse<String> answer = stage(Stores.H2).post(path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(json(answer).path("field").asText()).isEqualTo(field);
        assertThat(json(answer).path("type").asText()).startsWith("urn:ainative:problem:");
        assertThat(answer.body()).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN one account WHEN passwords are guessed THEN from the sixth on it is 429 with retry-after, the right one too, and others log in")
    void login_throttled(Stores kind) {
        AccountStage stage = stage(kind);
        String email = stage.registered();
        String other = stage.registered();
        for (int i = 0; i < 5; i++) {
            assertThat(stage.post("login", credentials(email, "guess number " + i)).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> sixth = stage.post("login", credentials(email, PASSWORD));

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValueAsLong("retry-after").orElseThrow()).isBetween(1L, 60L);
        assertThat(json(sixth).path("type").asText()).isEqualTo("urn:ainative:problem:login_throttled");
        assertThat(stage.post("login", credentials(other, PASSWORD)).statusCode()).isEqualTo(200);
    }
}
