package com.ainative.gateway.account;

import static com.ainative.gateway.account.AccountStage.access;
import static com.ainative.gateway.account.AccountStage.credentials;
import static com.ainative.gateway.account.AccountStage.refresh;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.fake.SilentProxy;
import com.ainative.gateway.store.Stores;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What still works while the store is away, and what says that it is. */
class StoreAwayTest {

    @Test
    @DisplayName("GIVEN a store that is away WHEN people come THEN tokens and known keys work, logins are 503 with retry-after, readiness is degraded, and the process lives")
    void away_known() throws IOException {
        StoreConfig real = Stores.POSTGRESQL.fresh();
        Matcher server = Pattern.compile("localhost:([0-9]+)").matcher(Objects.requireNonNull(real.url()));
        assertThat(server.find()).isTrue();
        try (SilentProxy proxy = SilentProxy.to(Integer.parseInt(server.group(1)));
                AccountStage stage = AccountStage.on(new StoreConfig(
                        server.replaceFirst("127.0.0.1:" + proxy.port()), real.user(), real.password()))) {
            String email = stage.registered();
            JsonNode login = stage.login(email);
            String known = key(stage, login, "known");
            String unknown = key(stage, login, "never used");
            assertThat(stage.chatStatus(known)).isEqualTo(200);
            assertThat(ready(stage).path("status").asText()).isEqualTo("ok");

            proxy.hangUp();

            HttpResponse<String> refused = stage.post("login", credentials(email, AccountStage.PASSWORD));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValueAsLong("retry-after").orElseThrow()).isPositive();
            assertThat(json(refused).path("type").asText()).isEqualTo("urn:ainative:problem:overloaded");
            assertThat(stage.refreshed(refresh(login)).statusCode()).isEqualTo(503);
            assertThat(stage.chatStatus(access(login))).isEqualTo(200);
            assertThat(stage.chatStatus(stage.gateway().token())).isEqualTo(200);
            assertThat(stage.chatStatus(known)).isEqualTo(200);
            assertThat(stage.chatStatus(unknown)).isEqualTo(503);
            assertThat(stage.as(access(login), "GET", "me", "").statusCode()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(ready(stage).path("status").asText()).isEqualTo("degraded");
                assertThat(ready(stage).path("reason").asText()).contains("store");
            });
            assertThat(stage.gateway().get("/health/live").statusCode()).isEqualTo(200);
            assertThat(stage.gateway().get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private static String key(AccountStage stage, JsonNode login, String name) {
        return json(stage.as(access(login), "POST", "keys", "{\"name\":\"" + name + "\"}")).path("key").asText();
    }

    private static JsonNode ready(AccountStage stage) {
        return json(stage.gateway().get("/health/ready"));
    }
}
