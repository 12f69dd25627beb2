package com.ainative.gateway.reload;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.Folders;
import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which generation is the one, when folders, history and operators say different things. */
@Timeout(60)
class ReloadChoiceTest {

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() throws IOException {
        provider = FakeProvider.start().always(OpenAiSamples.says(Answer.text("hello")));
        Path key = Files.writeString(Files.createTempDirectory("secrets").resolve("key"), "first-key");
        gateway = GatewayHarness.start("providers: {one: "
                + GatewayHarness.openAi(provider).replace("\"" + Canaries.PROVIDER_KEY + "\"",
                        "\"${file:" + key + "}\"")
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private void write(String says) {
        gateway.writeRoute("extra.camel.yaml", """
                - route:
                    id: extra
                    from:
                      uri: platform-http:/v1/extra
                      steps:
                        - setBody: { constant: "SAYS" }
                """.replace("SAYS", says));
    }

    private int serving() {
        return json(gateway.admin("GET", "/admin/generations", "")).path("serving").asInt();
    }

    private int rollback(String body) {
        var answer = gateway.admin("POST", "/admin/rollback", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("revision").asInt();
    }

    private static List<Path> kept(Folders folders) throws IOException {
        try (Stream<Path> all = Files.list(folders.data().resolve("generations"))) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    @Test
    @DisplayName("GIVEN a roll-back WHEN the folders are followed and hold what was rolled back THEN it stands; WHEN they hold something new THEN that serves")
    void follow_afterRollBack() {
        write("bad");
        gateway.reload();
        assertThat(rollback("{}")).isEqualTo(1);

        Reload.Result same = Released.reload(gateway).follow("watch");

        assertThat(same.changed()).isFalse();
        assertThat(serving()).isEqualTo(1);
        write("good");
        assertThat(Released.reload(gateway).follow("watch").changed()).isTrue();
        assertThat(gateway.get("/v1/extra").body()).isEqualTo("good");
    }

    @Test
    @DisplayName("GIVEN a roll-back WHEN a key in a file changes THEN what serves takes the new key, and the folders' set stays out")
    void follow_newKey() throws IOException {
        write("bad");
        gateway.reload();
        rollback("{}");
        Path key = Released.reload(gateway).filesBesides().iterator().next();
        Files.writeString(key, "second-key");

        assertThat(Released.reload(gateway).follow("watch").changed()).isTrue();

        assertThat(gateway.get("/v1/extra").statusCode()).isEqualTo(404);
        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
        assertThat(provider.lastReceived().headers()).containsEntry("authorization", "Bearer second-key");
    }

    @Test
    @DisplayName("GIVEN a roll-back that was a mistake WHEN undone, and the next generation is bad too THEN there is one to go back to")
    void rollback_undone() {
        write("second");
        gateway.reload();
        assertThat(rollback("{}")).isEqualTo(1);
        assertThat(rollback("{\"revision\":2}")).isEqualTo(2);
        write("third");
        gateway.reload();

        assertThat(rollback("{}")).isEqualTo(2);
        assertThat(gateway.get("/v1/extra").body()).isEqualTo("second");
    }

    @Test
    @DisplayName("GIVEN that another set was looked at WHEN reloaded THEN that is refused")
    void reload_otherThanLookedAt() {
        write("looked at");
        String looked = json(gateway.admin("POST", "/admin/reload?dry-run=true", "")).path("generation").asText();
        write("not looked at");

        assertThat(gateway.admin("POST", "/admin/reload?generation=" + looked, "").statusCode()).isEqualTo(409);
        assertThat(serving()).isEqualTo(1);
        write("looked at");
        assertThat(gateway.admin("POST", "/admin/reload?generation=" + looked, "").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN bad folders, and a note of the last choice that cannot be read WHEN started THEN the newest good set serves")
    void start_choiceUnreadable() throws IOException {
        write("good");
        gateway.reload();
        write("\"]");
        gateway.close();
        Files.writeString(gateway.folders().data().resolve("generations/serving.json"), "{half");

        gateway = GatewayHarness.start(gateway.folders());

        assertThat(gateway.get("/v1/extra").body()).isEqualTo("good");
    }

    @Test
    @DisplayName("GIVEN bad folders, and a kept set of which a file is gone WHEN started THEN the one before serves")
    void start_keptSetDamaged() throws IOException {
        write("good");
        gateway.reload();
        write("newer");
        gateway.reload();
        write("\"]");
        gateway.close();
        List<Path> kept = kept(gateway.folders());
        Files.delete(kept.getLast().resolve("routes/extra.camel.yaml"));

        gateway = GatewayHarness.start(gateway.folders());

        assertThat(gateway.get("/v1/extra").body()).isEqualTo("good");
        assertThat(gateway.get("/health/ready").body()).contains("degraded");
    }

    @Test
    @DisplayName("GIVEN a history that is full WHEN the next is kept THEN the oldest go, rolled back ones too, and never one that may have to serve")
    void forget_old() throws IOException {
        History history = new History(Files.createTempDirectory("history").resolve("generations"), "test");
        Sources sources = Released.reload(gateway).sources();
        for (int i = 1; i <= 8; i++) {
            Revision kept = history.keep(sources, "test", Instant.EPOCH);
            if (i == 3 || i == 4 || i == 5) {
                history.mark(kept.with(Revision.State.ROLLED_BACK, "bad"));
            }
        }

        history.forgetBeyond(2, history.get(8), Set.of(1));
        assertThat(history.all()).extracting(Revision::number).containsExactly(8, 7, 1);

        for (int i = 9; i <= 12; i++) {
            history.mark(
                    history.keep(sources, "test", Instant.EPOCH).with(Revision.State.ROLLED_BACK, "bad"));
        }
        history.forgetBeyond(2, history.get(8), Set.of());
        assertThat(history.all()).extracting(Revision::number).containsExactly(12, 11, 8, 7);
    }
}
