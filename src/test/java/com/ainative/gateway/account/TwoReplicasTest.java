package com.ainative.gateway.account;

import static com.ainative.gateway.account.AccountStage.access;
import static com.ainative.gateway.account.AccountStage.refresh;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.store.Stores;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two gateways with folders of their own, on one PostgreSQL: what one gives and takes counts at the other. */
class TwoReplicasTest {

    private static final Duration SEEN = Duration.ofSeconds(5);

    private static AccountStage one;
    private static AccountStage two;

    @BeforeAll
    static void start() {
        StoreConfig store = Stores.POSTGRESQL.fresh();
        one = AccountStage.on(store);
        two = AccountStage.on(store);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private static void admin(String path, String body) {
        int status = one.gateway().send(one.request(path).uri(one.gateway().adminUrl().resolve(path))
                .header("authorization", "Bearer " + one.gateway().token("ops", "pro", "admin"))
                .header("content-type", "application/json").method("PATCH", BodyPublishers.ofString(body)).build())
                .statusCode();
        assertThat(status).isEqualTo(200);
    }

    /** A login at the first, whose token the second has let in. */
    private static JsonNode known(String email) {
        JsonNode login = one.login(email);
        await().atMost(SEEN).untilAsserted(() -> assertThat(two.chatStatus(access(login))).isEqualTo(200));
        return login;
    }

    @Test
    @DisplayName("GIVEN a login at one WHEN it is refreshed at the other, and logs out at the first THEN its tokens are refused at both within 5 s")
    void logout_seen() {
        JsonNode login = known(one.registered());
        JsonNode renewed = json(two.refreshed(refresh(login)));
        await().atMost(SEEN).untilAsserted(() -> assertThat(one.chatStatus(access(renewed))).isEqualTo(200));

        assertThat(one.as(access(login), "POST", "logout", "").statusCode()).isEqualTo(204);

        assertThat(one.chatStatus(access(renewed))).isEqualTo(401);
        await().atMost(SEEN).untilAsserted(() -> {
            assertThat(two.chatStatus(access(login))).isEqualTo(401);
            assertThat(two.chatStatus(access(renewed))).isEqualTo(401);
        });
        assertThat(two.refreshed(refresh(renewed)).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("GIVEN a key used at both WHEN it is revoked at one THEN it is refused at the other within 5 s")
    void key_seen() {
        JsonNode login = known(one.registered());
        JsonNode made = json(one.as(access(login), "POST", "keys", "{\"name\":\"ci\"}"));
        String key = made.path("key").asText();
        assertThat(one.chatStatus(key)).isEqualTo(200);
        assertThat(two.chatStatus(key)).isEqualTo(200);

        one.as(access(login), "DELETE", "keys/" + made.path("id").asText(), "");

        assertThat(one.chatStatus(key)).isEqualTo(401);
        await().atMost(SEEN).untilAsserted(() -> assertThat(two.chatStatus(key)).isEqualTo(401));
    }

    @Test
    @DisplayName("GIVEN somebody known at both WHEN disabled at one THEN refused at the other within 5 s; a password changed there ends the sessions here")
    void account_seen() {
        String email = one.registered();
        JsonNode login = known(email);
        JsonNode other = known(email);

        two.as(access(other), "POST", "password", "{\"current_password\":\"" + AccountStage.PASSWORD
                + "\",\"new_password\":\"" + AccountStage.PASSWORD + "\"}");
        await().atMost(SEEN).untilAsserted(() -> assertThat(one.chatStatus(access(login))).isEqualTo(401));

        JsonNode last = known(email);
        admin("/admin/users/" + email, "{\"status\":\"disabled\"}");
        await().atMost(SEEN).untilAsserted(() -> assertThat(two.chatStatus(access(last))).isEqualTo(401));
    }

    @Test
    @DisplayName("GIVEN a ticket of one WHEN it is used at the other THEN it lets in there, and at neither again")
    void ticket_seen() {
        JsonNode login = known(one.registered());
        String ticket = json(one.as(access(login), "POST", "ticket", "")).path("ticket").asText();

        assertThat(two.send(two.request("/v1/models?ticket=" + ticket).GET()).statusCode()).isEqualTo(200);
        assertThat(one.send(one.request("/v1/models?ticket=" + ticket).GET()).statusCode()).isEqualTo(401);
        assertThat(two.send(two.request("/v1/models?ticket=" + ticket).GET()).statusCode()).isEqualTo(401);
    }
}
