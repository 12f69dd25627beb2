package com.ainative.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.Received;
import com.ainative.gateway.fake.ScriptedNames;
import com.ainative.gateway.observe.CapturedLog;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are posted to their callers, over HTTP. */
@Timeout(60)
class WebhookRouteTest {

    private static final String SECRET = WebhookStage.SECRET;
    /** Unlike 127.0.0.1, where the port of one that has closed may be given to somebody else. */
    private static final InetSocketAddress APART = new InetSocketAddress("127.77.41.9", 0);
    private static final FakeProvider RECEIVER = FakeProvider.start();
    private static final FakeProvider UNLISTED = FakeProvider.start();
    private static final int CLOSED = port(FakeProvider.start(APART));
    private static final String TOO_LONG = "https://a.example/" + "a".repeat(2_000);
    private static final WebhookStage STAGE = new WebhookStage("""
            timeout: 2s, allow-private: ["127.0.0.1:%1$d", "%2$s:%3$d", "Hooks.test:%1$d"]"""
            .formatted(RECEIVER.port(), APART.getHostString(), CLOSED));

    @BeforeEach
    void accepting() {
        RECEIVER.received().clear();
        RECEIVER.always(wire -> wire.json(204, ""));
    }

    @AfterAll
    static void stop() {
        STAGE.close();
        RECEIVER.close();
        UNLISTED.close();
    }

    private static int port(FakeProvider receiver) {
        try (receiver) {
            return receiver.port();
        }
    }

    private static List<Received> received(int times) {
        return await().until(() -> List.copyOf(RECEIVER.received()), received -> received.size() >= times);
    }

    private static void assertSigned(Received webhook) throws GeneralSecurityException {
        String signed = webhook.headers().get("webhook-id") + "." + webhook.headers().get("webhook-timestamp") + "."
                + webhook.body();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        assertThat(webhook.headers()).containsEntry("webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
    }

    @Test
    @DisplayName("GIVEN a job with a webhook WHEN it ends THEN it is posted there as it is shown, signed, with the time, once")
    void webhook_answer() throws Exception {
        Instant before = Instant.now();

        String id = STAGE.submit(RECEIVER.url() + "/answers?for=7&x=%20");

        Received webhook = received(1).getFirst();
        assertThat(webhook.method()).isEqualTo("POST");
        assertThat(webhook.path()).isEqualTo("/answers?for=7&x=%20");
        assertThat(webhook.headers()).containsEntry("content-type", "application/json")
                .containsEntry("host", "127.0.0.1:" + RECEIVER.port()).doesNotContainKey("authorization");
        assertThat(webhook.headers().get("webhook-id")).startsWith(id).doesNotContain(".");
        assertThat(Long.parseLong(webhook.headers().get("webhook-timestamp")))
                .isBetween(before.getEpochSecond(), Instant.now().getEpochSecond());
        assertSigned(webhook);
        assertThat(webhook.json()).isEqualTo(GatewayHarness.json(STAGE.gateway().get("/v1/jobs/" + id)));
        assertThat(webhook.json().at("/response/body/choices/0/message/content").textValue()).isEqualTo("hello");
        assertThat(STAGE.ended(id).state()).isEqualTo("done");
        assertThat(RECEIVER.received()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a provider that refuses WHEN the job has failed THEN that is posted too")
    void webhook_failedJob() throws Exception {
        STAGE.provider().then(wire -> wire.json(400, "{\"error\":{\"message\":\"no\"}}"));

        STAGE.submit(RECEIVER.url());

        Received webhook = received(1).getFirst();
        assertSigned(webhook);
        assertThat(webhook.path()).isEqualTo("/");
        assertThat(webhook.json().path("status").textValue()).isEqualTo("failed");
        assertThat(webhook.json().at("/response/status_code").intValue()).isEqualTo(400);
    }

    @Test
    @DisplayName("GIVEN a job with an idempotency key WHEN it is repeated THEN each URL is posted to once, under a name of its own")
    void webhook_repeatedJob() {
        String id = STAGE.submit(RECEIVER.url() + "/a", "idempotency-key", "k");
        STAGE.ended(id);

        assertThat(STAGE.submit(RECEIVER.url() + "/a", "idempotency-key", "k")).isEqualTo(id);
        assertThat(STAGE.submit(RECEIVER.url() + "/b", "idempotency-key", "k")).isEqualTo(id);

        assertThat(received(2)).extracting(Received::path).containsExactly("/a", "/b");
        assertThat(RECEIVER.received()).extracting(webhook -> webhook.headers().get("webhook-id"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404, 303, 307})
    @DisplayName("GIVEN a receiver that answers anything but 2xx and 410 WHEN posted to THEN it is posted to again, under the same name, and nowhere else")
    void webhook_refused(int status) throws Exception {
        RECEIVER.then(wire -> wire.json(status, "{}", "location: " + RECEIVER.url() + "/elsewhere"));

        String id = STAGE.submit(RECEIVER.url() + "/answers");

        List<Received> webhooks = received(2);
        assertSigned(webhooks.getFirst());
        assertSigned(webhooks.getLast());
        assertThat(webhooks).extracting(Received::path).containsExactly("/answers", "/answers");
        assertThat(webhooks).extracting(webhook -> webhook.headers().get("webhook-id")).containsOnly(
                STAGE.ended(id).id());
        assertThat(webhooks.getFirst().body()).isEqualTo(webhooks.getLast().body());
        assertThat(STAGE.sent(id).trouble()).contains("it answered " + status);
    }

    @Test
    @DisplayName("GIVEN nobody at the URL WHEN somebody comes THEN the answer is posted then")
    void webhook_connectionRefused() throws Exception {
        String id = STAGE.submit("http://" + APART.getHostString() + ":" + CLOSED + "/");
        WebhookStage.Sent refused = STAGE.tried(id);
        assertThat(refused.state()).isEqualTo("waiting");
        assertThat(refused.trouble()).contains("it cannot be reached").contains("refused");

        try (FakeProvider late = FakeProvider.start(new InetSocketAddress(APART.getAddress(), CLOSED))) {
            late.always(wire -> wire.json(200, "{}"));

            assertThat(STAGE.ended(id).state()).isEqualTo("done");
            assertSigned(late.lastReceived());
            assertThat(late.lastReceived().headers()).containsEntry("webhook-id", refused.id());
        }
    }

    @Test
    @DisplayName("GIVEN a receiver that is silent WHEN the time-out has passed THEN it is hung up on, and posted to again")
    void webhook_silence() {
        CountDownLatch hungUp = new CountDownLatch(1);
        RECEIVER.then(wire -> {
            wire.awaitHangUp();
            hungUp.countDown();
        });

        String id = STAGE.submit(RECEIVER.url());

        List<Received> webhooks = received(2);
        assertThat(webhooks).extracting(webhook -> webhook.headers().get("webhook-id")).containsOnly(
                STAGE.ended(id).id());
        assertThat(STAGE.sent(id).trouble()).isEqualTo("it did not answer within 2000 ms");
        await().until(() -> hungUp.getCount() == 0);
    }

    @Test
    @DisplayName("GIVEN a receiver that answers 410 WHEN posted to THEN that is the end of it")
    void webhook_gone() {
        RECEIVER.then(wire -> wire.json(410, "{}"));

        WebhookStage.Sent sent = STAGE.ended(STAGE.submit(RECEIVER.url()));

        assertThat(sent.state()).isEqualTo("failed");
        assertThat(sent.trouble()).contains("410");
        assertThat(RECEIVER.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: 1000000000000", "transfer-encoding: chunked"})
    @DisplayName("GIVEN a receiver that never ends its answer WHEN it has said enough THEN it is hung up on, and 2xx was 2xx")
    void webhook_endlessAnswer(String length) {
        AtomicLong written = new AtomicLong();
        AtomicBoolean ended = new AtomicBoolean();
        RECEIVER.then(wire -> {
            wire.raw("HTTP/1.1 200 OK\r\n" + length + "\r\n\r\n");
            try {
                byte[] piece = new byte[8 * 1024];
                while (written.get() < 1_000_000_000) {
                    wire.chunk(piece);
                    written.addAndGet(piece.length);
                }
            } finally {
                ended.set(true);
            }
        });

        assertThat(STAGE.ended(STAGE.submit(RECEIVER.url())).state()).isEqualTo("done");

        await().untilTrue(ended);
        // What the two sockets hold is the system's business.
        assertThat(written).hasValueLessThan(50_000_000);
        assertThat(RECEIVER.received()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a receiver that drips its answer WHEN the time-out has passed THEN it is hung up on, and 2xx was 2xx")
    void webhook_drippingAnswer() {
        CountDownLatch hungUp = new CountDownLatch(1);
        RECEIVER.then(wire -> {
            wire.raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
            wire.awaitHangUp();
            hungUp.countDown();
        });

        assertThat(STAGE.ended(STAGE.submit(RECEIVER.url())).state()).isEqualTo("done");

        await().until(() -> hungUp.getCount() == 0);
    }

    @ParameterizedTest
    @CsvSource({"loopback,7f000001", "private,0a010203", "metadata,a9fea9fe", "shared,64646464",
        "mapped,00000000000000000000ffff7f000001", "loopback6,00000000000000000000000000000001",
        "linklocal6,fe800000000000000000000000000001", "unique6,fd000ec2000000000000000000000254",
        "nat64,0064ff9b00000000000000007f000001", "second,5db8d822 7f000001",
        "last,5db8d822 26062800022000010248189325c81946 00000000000000000000ffffa9fea9fe"})
    @DisplayName("GIVEN a name that leads inside, be it among others WHEN the answer is ready THEN nobody is connected to, and that is the end of it")
    void webhook_nameLeadsInside(String name, String addresses) {
        ScriptedNames.script(name + ".inside.test",
                Stream.of(addresses.split(" ")).map(HexFormat.of()::parseHex).toList());

        WebhookStage.Sent sent = STAGE.ended(
                STAGE.submit("https://" + name + ".inside.test:" + UNLISTED.port() + "/"));

        assertThat(sent.state()).isEqualTo("failed");
        assertThat(sent.trouble()).contains("private address", "jobs.webhooks.allow-private");
        assertThat(UNLISTED.connections()).isZero();
    }

    @Test
    @DisplayName("GIVEN a name that leads inside and is allowed WHEN the answer is ready THEN it is posted, on that port alone")
    void webhook_nameAllowed() throws Exception {
        ScriptedNames.script("hooks.test", List.of(new byte[]{127, 0, 0, 1}));

        STAGE.submit("http://HOOKS.test:" + RECEIVER.port() + "/answers");

        Received webhook = received(1).getFirst();
        assertSigned(webhook);
        assertThat(webhook.headers()).containsEntry("host", "hooks.test:" + RECEIVER.port());
        assertThat(STAGE.ended(STAGE.submit("https://hooks.test:" + UNLISTED.port() + "/")).state())
                .isEqualTo("failed");
        assertThat(UNLISTED.connections()).isZero();
    }

    @Test
    @DisplayName("GIVEN a name that leads nowhere WHEN the answer is ready THEN it is tried again, for it may later")
    void webhook_nameUnknown() {
        WebhookStage.Sent sent = STAGE.tried(STAGE.submit("https://nowhere.test/"));

        assertThat(sent.state()).isEqualTo("waiting");
        assertThat(sent.trouble()).isEqualTo("its name cannot be looked up");
    }

    static Stream<String> refusedUrls() {
        String inside = "leads to a loopback or private address, where nothing is sent";
        String noHttps = "is not an https URL";
        return Stream.of("https://127.0.0.1/canary", inside, "https://[::1]/canary", inside,
                "https://169.254.169.254/canary", inside, "https://[::ffff:10.0.0.1]/canary", inside,
                "https://localhost/canary", inside, "https://127.0.0.1:" + UNLISTED.port() + "/canary", inside,
                "https://2130706433/canary", "spells an address in an unusual way",
                "https://me:canary@a.example/", "carries a user or password", "http://a.example/canary", noHttps,
                "http://localhost:" + RECEIVER.port() + "/canary", noHttps, "ftp://a.example/canary",
                "is not an https or http URL", "canary", "is not an https or http URL", "https://a.example/#canary",
                "has a fragment", "https://a.example/?canary={", "is not a URL", "https://a.example/%zzcanary",
                "is not a URL", TOO_LONG + "canary", "at most 2000",
                "https://a.example/a, https://b.example/canary", "at most 2000");
    }

    static Stream<List<String>> refusals() {
        List<String> all = refusedUrls().toList();
        return Stream.iterate(0, i -> i < all.size(), i -> i + 2).map(i -> all.subList(i, i + 2));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    @DisplayName("GIVEN a URL where nothing may be sent WHEN a job is brought THEN it is a 400 that names the header, says why, and does not repeat the URL")
    void webhook_refusedUrl(List<String> refusal) {
        int asked = STAGE.provider().received().size();

        HttpResponse<String> answer = STAGE.send(refusal.getFirst());

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = GatewayHarness.json(answer).path("error");
        assertThat(error.path("param").textValue()).isEqualTo("x-gateway-webhook");
        assertThat(error.path("message").textValue()).startsWith("'x-gateway-webhook' ").contains(refusal.getLast());
        assertThat(answer.body()).doesNotContain("canary");
        assertThat(STAGE.provider().received()).hasSize(asked);
    }

    @Test
    @DisplayName("GIVEN a URL with a key in it WHEN it is refused, fails and is given up THEN the log has neither that key nor the secret")
    void webhook_noSecretsInLog() {
        try (CapturedLog log = CapturedLog.open()) {
            RECEIVER.then(wire -> wire.json(500, "canary-answer")).then(wire -> wire.json(410, "canary-answer"));
            String id = STAGE.submit(RECEIVER.url() + "/canary-path?key=canary-key");
            STAGE.send("https://me:canary-password@a.example/");
            STAGE.ended(id);

            await().until(() -> log.events().stream().anyMatch(line -> line.contains(id) && line.contains("410")));
            assertThat(log.events()).noneMatch(line -> line.contains("canary"));
        }
    }

    @Test
    @DisplayName("GIVEN a gateway without a secret WHEN a webhook is wanted THEN it is a 400 that says what to configure")
    void webhook_notConfigured() {
        try (FakeProvider provider = FakeProvider.start();
                GatewayHarness gateway = GatewayHarness.inFrontOf(provider)) {
            HttpResponse<String> answer = gateway.send(gateway.request("/v1/chat/completions")
                    .header("prefer", "respond-async").header("x-gateway-webhook", "https://a.example/")
                    .POST(BodyPublishers.ofString(GatewayHarness.chat())).build());

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(GatewayHarness.json(answer).at("/error/param").textValue()).isEqualTo("x-gateway-webhook");
            assertThat(answer.body()).contains("jobs.webhooks.secret");
            assertThat(provider.received()).isEmpty();
        }
    }

    @Test
    @DisplayName("GIVEN a receiver that lets many answers wait WHEN another has one THEN it gets it meanwhile")
    void webhook_slowReceiver() {
        CountDownLatch never = new CountDownLatch(1);
        try (FakeProvider slow = FakeProvider.start().always(wire -> never.await());
                WebhookStage stage = new WebhookStage("timeout: 10m, allow-private: [\"127.0.0.1:" + slow.port()
                        + "\", \"127.0.0.1:" + RECEIVER.port() + "\"]")) {
            for (int i = 0; i < 10; i++) {
                stage.submit(slow.url());
            }
            await().until(() -> slow.openCalls() == 4);

            String id = stage.submit(RECEIVER.url());

            assertThat(received(1).getFirst().json().path("id").textValue()).isEqualTo(id);
            assertThat(slow.received()).hasSize(4);
        }
    }

    @Test
    @DisplayName("GIVEN an answer that was not taken WHEN the gateway starts anew THEN it is posted under the same name, and how often it was tried is known")
    void webhook_restart() throws Exception {
        try (WebhookStage stage = new WebhookStage("allow-private: [\"127.0.0.1:" + RECEIVER.port() + "\"]")) {
            RECEIVER.always(wire -> wire.json(503, "{}"));
            String id = stage.submit(RECEIVER.url());
            stage.tried(id);

            stage.restart("fast:", "fast:");
            int before = received(1).size();
            RECEIVER.always(wire -> wire.json(200, "{}"));
            WebhookStage.Sent sent = stage.ended(id);

            assertThat(sent.state()).isEqualTo("done");
            assertThat(sent.tries()).isPositive();
            List<Received> webhooks = received(before + 1);
            assertThat(webhooks).extracting(webhook -> webhook.headers().get("webhook-id")).containsOnly(sent.id());
            assertSigned(webhooks.getLast());
        }
    }

    @Test
    @DisplayName("GIVEN an answer that was not taken WHEN the gateway starts anew and may not call that receiver any more THEN that is the end of it")
    void webhook_otherRules() {
        try (WebhookStage stage = new WebhookStage("allow-private: [\"127.0.0.1:" + RECEIVER.port() + "\"]")) {
            RECEIVER.always(wire -> wire.json(503, "{}"));
            String id = stage.submit(RECEIVER.url());
            stage.tried(id);

            stage.restart("allow-private: [", "timeout: 10s}} # [");

            WebhookStage.Sent sent = stage.ended(id);
            assertThat(sent.state()).isEqualTo("failed");
            assertThat(sent.trouble()).startsWith("its URL is not an https URL");
        }
    }
}
