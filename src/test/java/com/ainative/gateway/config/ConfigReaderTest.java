package com.ainative.gateway.config;

import static com.ainative.gateway.config.ConfigFolder.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.ainative.gateway.config.JobsConfig.OnUnknown;
import com.ainative.gateway.config.ListenConfig.Cors;
import com.ainative.gateway.config.ListenConfig.Tls;
import com.ainative.gateway.config.ModelConfig.Strategy;
import com.ainative.gateway.config.ProviderConfig.Breaker;
import com.ainative.gateway.config.ProviderConfig.Timeouts;
import com.ainative.gateway.config.TargetConfig.Reasoning;
import com.ainative.gateway.config.TargetConfig.Sampling;
import com.ainative.gateway.config.TargetConfig.StructuredOutput;
import com.ainative.gateway.config.TransformRule.Redaction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file without mistakes becomes. */
class ConfigReaderTest {

    private final Path folder;
    private final ConfigFolder config;

    ConfigReaderTest(@TempDir Path folder) {
        this.folder = folder;
        this.config = new ConfigFolder(folder);
    }

    @Test
    @DisplayName("GIVEN the least file WHEN it is read THEN every default is in place")
    void read_defaults() {
        GatewayConfig read = config.yaml(ConfigFolder.LEAST).config();

        assertThat(read.listen()).isEqualTo(new ListenConfig(new HostPort("127.0.0.1", 8080),
                new HostPort("127.0.0.1", 9090), DataSize.ofMiB(16),
                DataSize.ofKiB(8), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60),
                Duration.ofSeconds(60), Duration.ofSeconds(30), new Cors(List.of(), List.of("GET", "POST"),
                        List.of("authorization", "content-type"), Duration.ofHours(1)),
                List.of(), null));
        assertThat(read.auth()).isEqualTo(new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10)));
        assertThat(read.tiers()).containsExactly(entry("free", new TierConfig("free", 20)),
                entry("pro", new TierConfig("pro", 600)));
        assertThat(read.providers().get("openai")).isEqualTo(new ProviderConfig("openai", "openai",
                URI.create("https://api.openai.com/v1"), null, true, false, Map.of(),
                new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(60),
                        Duration.ofMinutes(10)),
                DataSize.ofMiB(16), null, null, new Breaker(50, 20, 10, Duration.ofSeconds(10), 3), false));
        assertThat(read.models()).containsExactly(entry("fast", new ModelConfig("fast", Strategy.ORDER,
                List.of(new TargetConfig("openai", "gpt-5-mini", 4096, Sampling.FULL, StructuredOutput.NATIVE,
                        Reasoning.EFFORT)))));
        assertThat(read.transform()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a rule and a redaction without their options WHEN read THEN their defaults are in place")
    void read_defaultsOfTransform() {
        TransformRule rule = config.yaml(ConfigFolder.LEAST + "transform: [{redact: [{pattern: a+}]}]").config()
                .transform().getFirst();

        assertThat(rule.models()).isEmpty();
        assertThat(rule.tiers()).isEmpty();
        assertThat(rule.renameModel()).isNull();
        assertThat(rule.stripReasoning()).isFalse();
        Redaction redaction = rule.redact().getFirst();
        assertThat(redaction.pattern().pattern()).isEqualTo("a+");
        assertThat(redaction.replacement()).isEqualTo("[redacted]");
        assertThat(redaction.longest()).isEqualTo(256);
    }

    @Test
    @DisplayName("GIVEN every key with a value of its own WHEN read THEN each arrives where it belongs")
    void read_everyKey() {
        GatewayConfig read = config.file("chain.pem", "c").file("key.pem", "k").file("ca.pem", "a").yaml("""
                listen:
                  http: "[::1]:0"
                  admin: 0.0.0.0:9191
                  max-body: 1MiB
                  max-header: 16KiB
                  header-timeout: 11s
                  body-timeout: 12s
                  idle-timeout: 13s
                  write-timeout: 14s
                  drain: 0s
                  cors: {origins: ["https://app.example", "*"], methods: [PUT], headers: [x-a], max-age: 2h}
                  tls: {certificate: chain.pem, key: key.pem}
                auth: {issuer: me, audience: you, access-token: 7h}
                tiers:
                  gold: {requests-per-minute: 7}
                providers:
                  local:
                    dialect: anthropic
                    base-url: http://127.0.0.1:11434/a/b//
                    api-key: sk-1
                    allow-private: true
                    headers: {x-b: "1", x-a: two}
                    timeouts: {connect: 1ms, first-byte: 2s, idle: 3m, total: 4h}
                    max-answer: 2MiB
                    proxy: http://outbound.example:3128
                    ca: ca.pem
                    breaker: {failures: 51, window: 21, minimum: 11, open: 12s, probes: 1}
                    idempotent: true
                models:
                  z:
                    strategy: race
                    providers:
                      - {provider: local, model: "m:1", max-tokens: 5, sampling: none, structured-output: tool,
                         reasoning: budget}
                      - {provider: local, model: "m:2"}
                  a: {providers: [{provider: local, model: m}]}
                transform:
                  - models: [z]
                    tiers: [gold]
                    rename-model: renamed
                    strip-reasoning: true
                    redact: [{pattern: "b+", replacement: "", longest: 9}]
                jobs:
                  concurrent: 8
                  tries: 3
                  backoff: 2s
                  on-unknown: retry
                  backlog: 11
                  keep: 1d
                  webhooks:
                    secret: a-secret-of-24-characters
                    timeout: 7s
                    allow-private: ["Hooks.example:80", "[::1]:8443"]
                reload: {watch: 31s, error-increase: 6%, min-requests: 21, drain: 16m, keep: 22, route-jars: true}
                """).config();

        assertThat(read.jobs()).isEqualTo(new JobsConfig(8, 3, Duration.ofSeconds(2), OnUnknown.RETRY, 11,
                Duration.ofDays(1), new WebhooksConfig(new Secret("a-secret-of-24-characters"), Duration.ofSeconds(7),
                        Set.of(new HostPort("hooks.example", 80), new HostPort("::1", 8443)))));
        assertThat(read.reload()).isEqualTo(
                new ReloadConfig(Duration.ofSeconds(31), 6, 21, Duration.ofMinutes(16), 22, true));
        assertThat(read.listen()).isEqualTo(new ListenConfig(new HostPort("::1", 0), new HostPort("0.0.0.0", 9191),
                DataSize.ofMiB(1),
                DataSize.ofKiB(16), Duration.ofSeconds(11), Duration.ofSeconds(12), Duration.ofSeconds(13),
                Duration.ofSeconds(14), Duration.ZERO, new Cors(List.of("https://app.example", "*"), List.of("PUT"),
                        List.of("x-a"), Duration.ofHours(2)),
                List.of(), new Tls(folder.resolve("chain.pem"), folder.resolve("key.pem"))));
        assertThat(read.auth()).isEqualTo(new AuthConfig("me", "you", Duration.ofHours(7)));
        assertThat(read.tiers()).containsExactly(entry("gold", new TierConfig("gold", 7)));
        ProviderConfig local = read.providers().get("local");
        assertThat(local).isEqualTo(new ProviderConfig("local", "anthropic", URI.create("http://127.0.0.1:11434/a/b"),
                new Secret("sk-1"), true, true, Map.of("x-b", "1", "x-a", "two"),
                new Timeouts(Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofMinutes(3), Duration.ofHours(4)),
                DataSize.ofMiB(2), URI.create("http://outbound.example:3128"), folder.resolve("ca.pem"),
                new Breaker(51, 21, 11, Duration.ofSeconds(12), 1), true));
        assertThat(read.models().keySet()).containsExactly("z", "a");
        assertThat(read.models().get("z")).isEqualTo(new ModelConfig("z", Strategy.RACE, List.of(
                new TargetConfig("local", "m:1", 5, Sampling.NONE, StructuredOutput.TOOL, Reasoning.BUDGET),
                TargetConfig.of("local", "m:2"))));
        TransformRule rule = read.transform().getFirst();
        assertThat(rule.models()).containsExactly("z");
        assertThat(rule.tiers()).containsExactly("gold");
        assertThat(rule.renameModel()).isEqualTo("renamed");
        assertThat(rule.stripReasoning()).isTrue();
        assertThat(rule.redact().getFirst().pattern().pattern()).isEqualTo("b+");
        assertThat(rule.redact().getFirst().replacement()).isEmpty();
        assertThat(rule.redact().getFirst().longest()).isEqualTo(9);
    }

    @Test
    @DisplayName("GIVEN sections with nothing behind their key WHEN read THEN they count as left out")
    void read_emptySections() {
        GatewayConfig read = config.yaml(ConfigFolder.LEAST + """
                listen:
                  tls:
                  cors: {origins: }
                tiers:
                transform:
                """).config();

        assertThat(read.listen().tls()).isNull();
        assertThat(read.listen().cors().origins()).isEmpty();
        assertThat(read.tiers()).containsOnlyKeys("free", "pro");
    }

    @Test
    @DisplayName("GIVEN anchors and aliases WHEN read THEN the alias is what it stands for")
    void read_aliases() {
        GatewayConfig read = config.yaml(ConfigFolder.LEAST + """
                  smart: &same {providers: [{provider: anthropic, model: claude}]}
                  clever: *same
                """).config();

        assertThat(named("clever", read.models()).providers()).isEqualTo(named("smart", read.models()).providers())
                .hasSize(1);
    }

    @Test
    @DisplayName("GIVEN how signing keys are kept WHEN read THEN it is as written, a password is not shown, and what has no effect is a notice")
    void read_signing() {
        assertThat(config.yaml(ConfigFolder.LEAST).config().auth().signing())
                .isEqualTo(new Signing(Duration.ofDays(30), null, null));
        assertThat(config.yaml(ConfigFolder.LEAST + "auth: {signing: {rotate: 7d}}").config().auth().signing().rotate())
                .isEqualTo(Duration.ofDays(7));

        LoadedConfig read = config.file("keys.p12", "x").file("pass", "canary\n").yaml(ConfigFolder.LEAST
                + "auth: {signing: {keystore: keys.p12, password: \"${file:pass}\", rotate: 7d}}").read();

        Signing signing = read.config().auth().signing();
        assertThat(signing.keystore()).isEqualTo(folder.resolve("keys.p12"));
        assertThat(signing.password()).isEqualTo(new Secret("canary"));
        assertThat(read.config().toString()).doesNotContain("canary");
        assertThat(read.notices()).singleElement().asString().contains("auth.signing.rotate: without effect");
    }

    @Test
    @DisplayName("GIVEN keys of later versions WHEN read THEN each is a notice with its place, and nothing else")
    void read_keysOfLaterVersions() {
        LoadedConfig read = config.yaml("""
                listen:
                  http: 127.0.0.1:8080
                redis: {url: ""}
                prices:
                selection: x
                auth: {issuers: []}
                tiers:
                  free: {requests-per-minute: 1, tokens-per-minute: 2, concurrent: 3, money-per-day: 4 USD}
                """ + ConfigFolder.LEAST).read();

        String file = folder.resolve("gateway.yaml").toString();
        String rest = ": read, but without effect in this version";
        assertThat(read.notices()).containsExactly(file + ":3:1 redis" + rest,
                file + ":4:1 prices" + rest, file + ":5:1 selection" + rest,
                file + ":8:34 tiers.free.tokens-per-minute" + rest,
                file + ":8:56 tiers.free.concurrent" + rest, file + ":8:71 tiers.free.money-per-day" + rest);
        assertThat(read.config().tiers()).containsExactly(entry("free", new TierConfig("free", 1)));
    }

    @Test
    @DisplayName("GIVEN a file as the next versions will have it WHEN read THEN this version takes it")
    void read_shapeOfLaterVersions() {
        LoadedConfig read = config.yaml("""
                listen:
                  http: 127.0.0.1:8080
                  admin: 127.0.0.1:9090
                store: {url: "jdbc:h2:file:${data}/gateway;WRITE_DELAY=0"}
                tiers:
                  pro: {requests-per-minute: 600, tokens-per-minute: 2000000, concurrent: 50, money-per-day: 50 USD}
                providers:
                  openai: {dialect: openai, base-url: "https://api.openai.com/v1", api-key: "${OPENAI_API_KEY:}"}
                  local: {dialect: openai, base-url: "http://127.0.0.1:11434/v1", allow-private: true}
                models:
                  fast: {strategy: order, providers: [{provider: openai, model: gpt-5-mini}]}
                ingest: {broker: embedded, queue: chat.requests, replies: chat.replies}
                """).read();

        assertThat(read.notices()).hasSize(3);
        assertThat(read.config().store().url()).isEqualTo("jdbc:h2:file:${data}/gateway;WRITE_DELAY=0");
        assertThat(read.config().ingest()).isEqualTo(new IngestConfig(null, null, null, Map.of(), "chat.requests",
                "chat.replies", "chat.dead", null));
        assertThat(read.config().providers().values()).extracting(ProviderConfig::configured)
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:9090", "'[::]:9090'", "10.0.0.7:9090", "'[2001:db8::1]:9090'",
        "admin.example:9090", "localhost.example:9090", "${ADMIN:0.0.0.0:9090}"})
    @DisplayName("GIVEN an address for operators that other machines reach WHEN read THEN a notice tells of their tokens, and what to do")
    void read_adminForAll(String address) {
        LoadedConfig read = config.yaml("listen: {http: \"0.0.0.0:8080\"}\n" + ConfigFolder.LEAST).read();
        assertThat(read.notices()).isEmpty();

        read = config.yaml("listen:\n  admin: " + address + "\n" + ConfigFolder.LEAST).read();

        assertThat(read.notices()).singleElement().asString()
                .startsWith(folder.resolve("gateway.yaml") + ":2:10 listen.admin: other machines get there")
                .contains("clear text", "keep it on 127.0.0.1", "TLS");
    }

    @Test
    @DisplayName("GIVEN a broker in this process that other machines reach WHEN read THEN a notice tells of their tokens; on loopback none does")
    void read_brokerForAll() {
        assertThat(config.yaml("ingest: {listen: \"127.0.0.1:61616\"}\n" + ConfigFolder.LEAST).read().notices())
                .isEmpty();

        LoadedConfig read = config.yaml("ingest: {listen: \"0.0.0.0:61616\"}\n" + ConfigFolder.LEAST).read();

        assertThat(read.notices()).singleElement().asString().contains("ingest.listen: other machines get there",
                "clear text", "keep it on 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9090", "127.8.8.8:0", "localhost:9090", "LOCALHOST:9090", "'[::1]:9090'",
        "'[::ffff:127.0.0.1]:9090'"})
    @DisplayName("GIVEN an address for operators on this machine alone WHEN read THEN there is nothing to notice")
    void read_adminForThisMachine(String address) {
        LoadedConfig read = config.yaml("listen:\n  admin: " + address + "\n" + ConfigFolder.LEAST).read();

        assertThat(read.notices()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a byte order mark and Windows line ends WHEN read THEN they are no problem")
    void read_windowsText() {
        GatewayConfig read = config.yaml("\uFEFF" + ConfigFolder.LEAST.replace("\n", "\r\n")).config();

        assertThat(read.models()).containsOnlyKeys("fast");
    }

    @Test
    @DisplayName("GIVEN a small window and no minimum WHEN read THEN the minimum fits the window")
    void read_minimumFitsWindow() {
        String yaml = ConfigFolder.LEAST.replace("dialect: openai", "dialect: openai, breaker: {window: 4}");

        Breaker breaker = named("openai", config.yaml(yaml).config().providers()).breaker();

        assertThat(breaker).isEqualTo(new Breaker(50, 4, 4, Duration.ofSeconds(10), 3));
    }

    @Test
    @DisplayName("GIVEN the file the product ships and no environment WHEN read THEN it works, with no provider set up")
    void read_shippedFile() {
        LoadedConfig read = new ConfigReader(name -> null).read(Path.of("config"));

        assertThat(read.notices()).isEmpty();
        assertThat(read.config().providers().values()).extracting(ProviderConfig::name, ProviderConfig::configured)
                .containsExactly(tuple("anthropic", false),
                        tuple("openai", false));
        assertThat(read.config().models().keySet()).containsExactly("fast", "smart");
        assertThat(read.config().tiers()).containsExactly(entry("free", new TierConfig("free", 20)),
                entry("pro", new TierConfig("pro", 600)));
        assertThat(read.config().listen()).isEqualTo(config.yaml(ConfigFolder.LEAST).config().listen());
    }

    @Test
    @DisplayName("GIVEN the shipped file with its examples uncommented WHEN read THEN they are the defaults, and right")
    void read_shippedExamples() throws IOException {
        Files.createDirectory(folder.resolve("tls"));
        config.file("tls/chain.pem", "c").file("tls/key.pem", "k").file("other.key", "sk").file("authorities.pem", "a")
                .file("store.key", "s").file("webhooks.key", "a-secret-of-24-characters");
        String yaml = Files.readString(Path.of("config", ConfigReader.FILE));

        GatewayConfig read = config.yaml(yaml.replaceAll("(?m)^( *)# (?=[ {-]*[a-z-]+:)", "$1")).config();

        ListenConfig usual = new ConfigReader(name -> null).read(Path.of("config")).config().listen();
        assertThat(read.listen()).usingRecursiveComparison().ignoringFields("tls").isEqualTo(usual);
        assertThat(read.listen().tls()).isNotNull();
        ProviderConfig other = named("other", read.providers());
        ProviderConfig local = named("local", read.providers());
        assertThat(other.timeouts()).isEqualTo(local.timeouts());
        assertThat(other.breaker()).isEqualTo(local.breaker());
        assertThat(other.maxAnswer()).isEqualTo(local.maxAnswer());
        assertThat(other.proxy()).isNull();
        assertThat(read.jobs()).usingRecursiveComparison().ignoringFields("webhooks").isEqualTo(JobsConfig.DEFAULT);
        assertThat(read.jobs().webhooks()).isEqualTo(new WebhooksConfig(new Secret("a-secret-of-24-characters"),
                Duration.ofSeconds(10), Set.of()));
        assertThat(read.ingest()).isNotNull();
        assertThat(read.store().password()).isEqualTo(new Secret("s"));
        assertThat(other.ca()).isNotNull();
        Pattern card = read.transform().getFirst().redact().getFirst().pattern();
        assertThat(card.matcher("pay with 4111 1111 1111 1111 now").replaceAll("-")).isEqualTo("pay with - now");
    }
}
