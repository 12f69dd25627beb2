package com.ainative.gateway.admin;

import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.account.AccountStage;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.Written;
import com.ainative.gateway.store.Stores;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What administrators do with accounts, over HTTP. */
class UserRoutesTest {

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

    private static HttpResponse<String> admin(Stores kind, String role, String method, String path, String body) {
        GatewayHarness gateway = stage(kind).gateway();
        return gateway.send(HttpRequest.newBuilder(gateway.adminUrl().resolve("/admin/" + path))
                .header("authorization", "Bearer " + gateway.token("ops", "pro", role))
                .header("content-type", "application/json").method(method, BodyPublishers.ofString(body)).build());
    }

    private static JsonNode done(Stores kind, String method, String path, String body) {
        HttpResponse<String> answer = admin(kind, "admin", method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return json(answer);
    }

    private static String user(String email, String more) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + AccountStage.PASSWORD + "\",\"tier\":\"pro\"" + more
                + "}";
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN an account an admin makes WHEN it logs in THEN it is what was said, and the list shows it without a hash")
    void create_loggedIn(Stores kind) {
        String email = AccountStage.somebody();

        JsonNode made = done(kind, "POST", "users", user(email, ",\"role\":\"operator\",\"models\":[\"smart\"]"));

        String token = AccountStage.access(stage(kind).login(email));
        JsonNode me = json(stage(kind).as(token, "GET", "me", ""));
        assertThat(me.path("roles").toString()).isEqualTo("[\"operator\"]");
        assertThat(me.path("tier").asText()).isEqualTo("pro");
        assertThat(stage(kind).chat(token, "fast").statusCode()).isEqualTo(403);
        assertThat(stage(kind).chat(token, "smart").statusCode()).isEqualTo(200);
        HttpResponse<String> list = admin(kind, "admin", "GET", "users?limit=1000", "");
        assertThat(list.body()).contains(email, made.path("id").asText()).doesNotContain("argon2");
        assertThat(json(admin(kind, "admin", "GET", "users?email=" + email, "")).path("users")).hasSize(1);
        assertThat(admin(kind, "admin", "POST", "users", user(email, "")).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN somebody with a login, a key and a minted token WHEN disabled THEN all three are refused at once, and enabled again the key counts")
    void disable_all(Stores kind) {
        String email = AccountStage.somebody();
        String id = done(kind, "POST", "users", user(email, "")).path("id").asText();
        JsonNode login = stage(kind).login(email);
        String key = done(kind, "POST", "users/" + id + "/keys", "{\"name\":\"ci\"}").path("key").asText();
        String minted = stage(kind).gateway().token(id, "pro");
        assertThat(stage(kind).chatStatus(key)).isEqualTo(200);
        assertThat(stage(kind).chatStatus(minted)).isEqualTo(200);

        done(kind, "PATCH", "users/" + id, "{\"status\":\"disabled\"}");

        assertThat(stage(kind).chatStatus(AccountStage.access(login))).isEqualTo(401);
        assertThat(stage(kind).chatStatus(key)).isEqualTo(401);
        assertThat(stage(kind).chatStatus(minted)).isEqualTo(401);
        assertThat(stage(kind).refreshed(AccountStage.refresh(login)).statusCode()).isEqualTo(401);
        HttpResponse<String> refused = stage(kind).post("login",
                AccountStage.credentials(email, AccountStage.PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(403);
        done(kind, "PATCH", "users/" + id, "{\"status\":\"active\"}");
        assertThat(stage(kind).chatStatus(key)).isEqualTo(200);
        assertThat(stage(kind).chatStatus(AccountStage.access(login))).isEqualTo(401);
        assertThat(stage(kind).refreshed(AccountStage.refresh(login)).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN a deleted account WHEN its address is used again THEN that is somebody else, and nothing of the old one counts")
    void delete_addressFree(Stores kind) {
        String email = AccountStage.somebody();
        String id = done(kind, "POST", "users", user(email, "")).path("id").asText();
        String token = AccountStage.access(stage(kind).login(email));
        String key = done(kind, "POST", "users/" + id + "/keys", "{\"name\":\"ci\"}").path("key").asText();

        assertThat(admin(kind, "admin", "DELETE", "users/" + email, "").statusCode()).isEqualTo(204);

        assertThat(stage(kind).chatStatus(token)).isEqualTo(401);
        assertThat(stage(kind).chatStatus(key)).isEqualTo(401);
        assertThat(done(kind, "POST", "users", user(email, "")).path("id").asText()).isNotEqualTo(id);
        assertThat(admin(kind, "admin", "PATCH", "users/" + id, "{\"status\":\"active\"}").statusCode())
                .isEqualTo(404);
        assertThat(admin(kind, "admin", "POST", "users/" + id + "/keys", "{\"name\":\"ci\"}").statusCode())
                .isEqualTo(404);
        assertThat(admin(kind, "admin", "POST", "users/" + id + "/password",
                "{\"password\":\"" + AccountStage.PASSWORD + "\"}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN an address in whatever spelling WHEN an admin asks for it THEN it is the one account, and no cache keeps the answer")
    void account_spelling(Stores kind) {
        String email = AccountStage.somebody();
        String id = done(kind, "POST", "users", user(email.toUpperCase(Locale.ROOT), "")).path("id").asText();

        assertThat(done(kind, "GET", "users/" + email.toUpperCase(Locale.ROOT), "").path("id").asText()).isEqualTo(id);
        assertThat(done(kind, "GET", "users?email=" + email.toUpperCase(Locale.ROOT), "").path("users")).hasSize(1);
        assertThat(admin(kind, "admin", "POST", "users/" + id + "/keys", "{\"name\":\"ci\"}").headers()
                .firstValue("cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN members of an organisation WHEN it is limited or disabled THEN they are, together, by token and by key")
    void organisation_members(Stores kind) {
        String organisation = done(kind, "POST", "organisations",
                "{\"name\":\"org of " + AccountStage.somebody() + "\",\"models\":[\"fast\"],\"requests_per_minute\":2}")
                .path("id").asText();
        String one = AccountStage.somebody();
        String two = AccountStage.somebody();
        String id = done(kind, "POST", "users", user(one, ",\"organisation\":\"" + organisation + "\"")).path("id")
                .asText();
        done(kind, "POST", "users", user(two, ",\"organisation\":\"" + organisation + "\""));
        String key = done(kind, "POST", "users/" + id + "/keys", "{\"name\":\"ci\"}").path("key").asText();
        String token = AccountStage.access(stage(kind).login(two));

        assertThat(stage(kind).chat(token, "smart").statusCode()).isEqualTo(403);
        assertThat(stage(kind).chatStatus(token)).isEqualTo(200);
        assertThat(stage(kind).chatStatus(key)).isEqualTo(200);
        assertThat(stage(kind).chatStatus(key)).isEqualTo(429);
        assertThat(stage(kind).chatStatus(token)).isEqualTo(429);

        done(kind, "PATCH", "organisations/" + organisation, "{\"status\":\"disabled\"}");
        assertThat(stage(kind).chatStatus(token)).isEqualTo(401);
        assertThat(stage(kind).chatStatus(key)).isEqualTo(401);
        assertThat(json(admin(kind, "admin", "GET", "organisations", "")).toString()).contains(organisation);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN accounts of another platform WHEN imported twice THEN each is made once, logs in with its old password, and has a hash of today then")
    void import_bcrypt(Stores kind) {
        String email = AccountStage.somebody();
        // Of "canary-password-1", made with cost 4.
        String hash = OpenBSDBCrypt.generate("2b",
                AccountStage.PASSWORD.getBytes(StandardCharsets.UTF_8), new byte[16], 4);
        String users = "{\"users\":[{\"email\":\"" + email + "\",\"tier\":\"free\",\"password_hash\":\"" + hash
                + "\"}]}";

        assertThat(done(kind, "POST", "users/import", users).toString()).isEqualTo("{\"created\":1,\"existing\":0}");
        assertThat(done(kind, "POST", "users/import", users).toString()).isEqualTo("{\"created\":0,\"existing\":1}");

        assertThat(stage(kind).chatStatus(AccountStage.access(stage(kind).login(email)))).isEqualTo(200);
        assertThat(AccountStage.hash(stage(kind), email)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(stage(kind).chatStatus(AccountStage.access(stage(kind).login(email)))).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST|users|{\"email\":\"a@b.c\",\"tier\":\"gold\"}|tier",
        "POST|users|{\"email\":\"a@b.c\",\"tier\":\"pro\",\"role\":\"root\"}|role",
        "POST|users|{\"email\":\"a@b.c\",\"tier\":\"pro\",\"organisation\":\"org-x\"}|organisation",
        "POST|users/import|{\"users\":[]}|users",
        "POST|users/import|{\"users\":[{\"email\":\"a@b.c\",\"tier\":\"pro\",\"password_hash\":\"md5\"}]}|users[0].password_hash",
        "POST|organisations|{\"name\":\"\"}|name"})
    @DisplayName("GIVEN a body with one thing wrong WHEN sent THEN 400 names it, and nothing is made")
    void body_wrong(String method, String path, String body, String field) {
        HttpResponse<String> answer = admin(Stores.H2, "admin", method, path, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("field").asText()).isEqualTo(field);
        assertThat(json(admin(Stores.H2, "admin", "GET", "users?email=a@b.c", "")).path("users")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET,users", "POST,users", "PATCH,users/x", "DELETE,users/x", "POST,users/import", "GET,users/x/keys",
        "DELETE,keys/x", "GET,organisations", "GET,audit"})
    @DisplayName("GIVEN an operator WHEN accounts are asked about THEN 403: that is for admins")
    void role_operator(String method, String path) {
        HttpResponse<String> answer = admin(Stores.H2, "operator", method, path, "{}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).path("type").asText()).isEqualTo("urn:ainative:problem:role_missing");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("GIVEN what was done to accounts, keys and routes WHEN the record is read THEN it says who did what, the latest first, and no secret")
    void audit_entries(Stores kind) {
        String email = AccountStage.somebody();
        String id = done(kind, "POST", "users", user(email, "")).path("id").asText();
        JsonNode key = done(kind, "POST", "users/" + id + "/keys", "{\"name\":\"ci\"}");
        admin(kind, "admin", "DELETE", "keys/" + key.path("id").asText(), "");
        stage(kind).login(email);
        stage(kind).gateway().reload();

        await().untilAsserted(() -> {
            HttpResponse<String> audit = admin(kind, "admin", "GET", "audit?limit=1000", "");
            assertThat(json(audit).path("entries").findValuesAsText("action")).contains("routes-reloaded", "login",
                    "key-revoked", "key-created", "account-created");
            assertThat(audit.body()).contains(id, "127.0.0.1", "\"actor\":\"ops\"")
                    .doesNotContain(AccountStage.PASSWORD, key.path("key").asText(), "argon2", "air_");
        });
        assertThat(json(admin(kind, "admin", "GET", "audit?limit=1", "")).path("entries")).hasSize(1);
        Written.keep("audit.txt", admin(kind, "admin", "GET", "audit?limit=1000", "").body());
    }
}
