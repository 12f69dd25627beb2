package com.ainative.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret answers are signed with, and the URLs callers may name. */
class WebhooksConfigTest {

    private static final String CANARY = "canary-of-at-least-24-characters";

    private final ConfigFolder config;

    WebhooksConfigTest(@TempDir Path folder) {
        config = new ConfigFolder(folder).with("SECRET", CANARY).with("EMPTY", "").file("secret", CANARY + "\n");
    }

    private @Nullable WebhooksConfig read(String webhooks) {
        return config.yaml(yaml(webhooks)).config().jobs().webhooks();
    }

    private static String yaml(String webhooks) {
        return ConfigFolder.LEAST + "jobs: {webhooks: " + webhooks + "}\n";
    }

    private static WebhooksConfig allowing(HostPort... receivers) {
        return new WebhooksConfig(new Secret(CANARY), Duration.ofSeconds(1), Set.of(receivers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'${SECRET}'", "'${file:secret}'", CANARY, "'${UNSET:" + CANARY + "}'"})
    @DisplayName("GIVEN a secret from anywhere WHEN read THEN it is the key, an attempt takes 10 s, and nothing inside is allowed")
    void secret_given(String secret) {
        WebhooksConfig read = Objects.requireNonNull(read("{secret: " + secret + "}"));

        assertThat(read.key()).isEqualTo(CANARY.getBytes(UTF_8));
        assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read.allowPrivate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{secret: ''}", "{secret: '${UNSET:}'}", "{secret: '${EMPTY}', timeout: 5s}"})
    @DisplayName("GIVEN no secret, or an empty one WHEN read THEN no webhooks are sent")
    void secret_empty(String webhooks) {
        assertThat(read(webhooks)).isNull();
    }

    @Test
    @DisplayName("GIVEN a secret in base64 WHEN read THEN its bytes are the key")
    void secret_base64() {
        assertThat(Objects.requireNonNull(read("{secret: whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX}")).key())
                .startsWith(0, 1, 2, 3).hasSize(24);
    }

    @Test
    @DisplayName("GIVEN a secret WHEN the configuration is printed THEN it is not in it")
    void toString_noSecret() {
        assertThat(config.yaml(yaml("{secret: '${SECRET}'}")).config().toString()).contains("WebhooksConfig[secret=***")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{secret: canary}", "{secret: whsec_canary-}", "{secret: [canary]}",
        "{secret: {canary: a}}",
        "{secret: !canary a}", "{secret: '${file:canary'}", "{secert: " + CANARY + "}",
        "{secret: " + CANARY + ", timeout: '${SECRET}'}", "{secret: a, secret: " + CANARY + "}",
        "{secret: " + CANARY + ", allow-private: ['${SECRET}']}"})
    @DisplayName("GIVEN a mistake around the secret WHEN read THEN the problem does not show it")
    void problems_noSecret(String webhooks) {
        String message = config.yaml(yaml(webhooks)).refusal().getMessage();

        assertThat(message).contains("jobs.webhooks").doesNotContain(CANARY);
    }

    @ParameterizedTest
    @CsvSource({"https://a.example,https://a.example/", "https://A.Example/B,https://a.example/B",
        "https://a.example:443/x,https://a.example/x", "https://a.example:8443,https://a.example:8443/",
        "https://a.example?q=%2F&b,https://a.example/?q=%2F&b", "https://a.example/x?y@z,https://a.example/x?y@z",
        "https://8.8.8.8/,https://8.8.8.8/", "https://[2606:4700::1111]/,https://[2606:4700::1111]/",
        "http://HOOKS.inside:80,http://hooks.inside/", "https://[::1]:8443/a,https://[::1]:8443/a"})
    @DisplayName("GIVEN a URL that may be called WHEN read THEN it is spelled in one way")
    void url_spelling(String text, String expected) {
        WebhooksConfig rules = allowing(new HostPort("Hooks.Inside", 80), new HostPort("::1", 8443));

        assertThat(rules.url(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://a.example/|is not an https URL; write one such as https://app.example.com/answers",
        "http://hooks.inside:81|is not an https URL; write one such as https://app.example.com/answers",
        "HTTPS://a.example/|is not an https or http URL; write one such as https://app.example.com/answers",
        "file:///etc/passwd|is not an https or http URL; write one such as https://app.example.com/answers",
        "https://|is not a URL; write one such as https://app.example.com/answers",
        "https://a.example/?a=|b|is not a URL; write one such as https://app.example.com/answers",
        "https://a.example/\\|is not a URL; write one such as https://app.example.com/answers",
        "https://a_b.example/|has no valid host name; write one such as https://app.example.com/answers",
        "https://a.example:0/|has a port that is not from 1 to 65535",
        "https://u:p@a.example/|carries a user or password; a URL is no place for one",
        "https://u:p@a.example?x|carries a user or password; a URL is no place for one",
        "https://a.example/#|has a fragment; leave it out", "https://a.example?b#c|has a fragment; leave it out",
        "https://127.1/|spells an address in an unusual way; write 127.0.0.1",
        "https://0x7f000001/|spells an address in an unusual way; write 127.0.0.1",
        "https://localhost./|leads to a loopback or private address, where nothing is sent",
        "https://a.localhost/|leads to a loopback or private address, where nothing is sent",
        "https://[::1]:8444/|leads to a loopback or private address, where nothing is sent",
        "https://[::ffff:127.0.0.1]/|leads to a loopback or private address, where nothing is sent",
        "https://168.63.129.16/|leads to a loopback or private address, where nothing is sent",
        "https://ä.example/|is not a URL of at most 2000 visible ASCII characters",
        "https://a.example/ b|is not a URL of at most 2000 visible ASCII characters"})
    @DisplayName("GIVEN a URL that may not be called WHEN read THEN it is refused with what would be right, and not repeated")
    void url_refused(String row) {
        int message = row.lastIndexOf('|');
        WebhooksConfig rules = allowing(new HostPort("hooks.inside", 80), new HostPort("::1", 8443));

        assertThatThrownBy(() -> rules.url(row.substring(0, message))).isInstanceOf(WrongValueException.class)
                .hasMessage(row.substring(message + 1));
    }

    @Test
    @DisplayName("GIVEN a URL at the longest and one beyond WHEN read THEN the first is taken")
    void url_length() {
        String longest = "https://a.example/" + "a".repeat(2_000 - 18);

        assertThat(allowing().url(longest)).hasToString(longest);
        assertThatThrownBy(() -> allowing().url(longest + "a")).hasMessageContaining("at most 2000");
    }
}
