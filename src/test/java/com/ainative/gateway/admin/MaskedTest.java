package com.ainative.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is hidden of an operator's files, and what is not. */
class MaskedTest {

    private static @Nullable String config(String yaml) {
        return Masked.config(new SourceFile("gateway.yaml", "gateway.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"api-key: sk-1 | api-key: ***",
        "{api-key: \"sk-1, 2}\", a: b} | {api-key: ***, a: b}", "{\"api-key\":\"sk-1\"} | {\"api-key\":***}",
        "{api-key: 'sk-1'} | {api-key: ***}", "api-key: sk-1,2}3 # c | api-key: *** # c",
        "api-key: ${OPENAI_API_KEY:sk-1} | api-key: ***", "api-key: \"sk-${REST}\" | api-key: ***",
        "api-key: ${sk-1} | api-key: ***",
        "api-key: !!str sk-1 | api-key: ***", "api-key: {sk-1: sk-2, x: [sk-3]} | api-key: {***: ***, ***: [***]}",
        "headers: {x-auth: sk-1, b: \"${B}\"} | headers: {x-auth: ***, b: \"${B}\"}",
        "headers: [sk-1] | headers: [***]", "Headers: \"x: sk-1\" | Headers: ***",
        "listen: {headers: {x: sk-1}} | listen: {headers: {x: ***}}",
        "listen: {cors: {headers: {x: sk-1}}} | listen: {cors: {headers: {x: ***}}}",
        "providers: {api-key: sk-1} | providers: {api-key: ***}", "password: sk-1 | password: ***",
        "jobs: {webhooks: {secret: sk-1, timeout: 1s}} | jobs: {webhooks: {secret: ***, timeout: 1s}}",
        "clientSecret: sk-1 | clientSecret: ***", "api-key-2: sk-1 | api-key-2: ***", "keys: [sk-1] | keys: [***]",
        "x: &k sk-1⏎y: *k⏎api-key: *k | x: ***⏎y: *k⏎api-key: *k",
        "x: &h {x-auth: sk-1}⏎headers: *h | x: &h {x-auth: ***}⏎headers: *h",
        "x: &h {x-auth: sk-1}⏎headers: {<<: *h, b: c} | x: &h {***: ***}⏎headers: {<<: *h, b: ***}",
        "x: &p {api-key: sk-1}⏎providers: {one: {<<: *p}} | x: &p {api-key: ***}⏎providers: {one: {<<: *p}}",
        "x: &s sk-1⏎listen: {tls: {key: *s}}⏎api-key: *s | x: ***⏎listen: {tls: {key: *s}}⏎api-key: *s",
        "? {a: {api-key: sk-1}}⏎: b | ? {a: {api-key: ***}}⏎: b",
        "proxy: http://user:sk-1@host:3128 | proxy: ***", "base-url: https://h/v1?key=sk-1 | base-url: ***",
        "proxy: \"${P:http://user:sk-1@host}\" | proxy: ***", "proxy: user:sk-1@host | proxy: ***",
        "redis: {url: \"redis://:sk-1@host\"} | redis: {url: ***}", "x: [\"https://h/?token=sk-1\"] | x: [***]",
        "auth: {access-token: sk-live-1} | auth: {access-token: ***}",
        "listen: {tls: {key: \"BEGIN PRIVATE sk-1\"}} | listen: {tls: {key: ***}}",
        "a: 1⏎# api-key: sk-1 | a: 1⏎# api-key: ***", "a: 1 # api-key: sk-1, or sk-2 | a: 1 # api-key: ***",
        "a: 1⏎  # headers:⏎  #   x-auth: sk-1⏎  # b: c | a: 1⏎  # headers:⏎  #   ***⏎  # b: c",
        "a: 1⏎# proxy: http://u:sk-1@h | a: 1⏎# ***", "a: \uD83D\uDE00⏎api-key: sk-1 | a: \uD83D\uDE00⏎api-key: ***"})
    @DisplayName("GIVEN a configuration with a secret, however it is written WHEN masked THEN the secret is gone, and nothing else")
    void config_secret(String written, String masked) {
        assertThat(written).contains("sk-");
        assertThat(config(lines(written))).doesNotContain("sk-").isEqualTo(lines(masked));
    }

    private static String lines(String row) {
        return row.replace('⏎', '\n');
    }

    @Test
    @DisplayName("GIVEN a byte order mark and Windows line ends WHEN masked THEN it is the secret that is gone")
    void config_windowsText() {
        assertThat(config("\uFEFFa: 1\r\napi-key: sk-1\r\nx: \uFEFF\r\npassword: |\r\n  sk-2\r\nb: 2\r\n"))
                .isEqualTo("a: 1\r\napi-key: ***\r\nx: \uFEFF\r\npassword: ***\r\nb: 2\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-key: ${OPENAI_API_KEY}", "api-key: \"${OPENAI_API_KEY:}\"", "api-key: ${file:one.key}",
        "{api-key: \"\"}", "api-key:", "model: gpt-5-mini", "max-tokens: 5", "token-tier: pro", "tokenize: x",
        "auth: {access-token: 10m}", "auth: {access-token: \"${LIFE:10m}\"}",
        "listen: {tls: {certificate: tls/chain.pem, key: tls/key.pem}}",
        "listen: {cors: {origins: [\"https://app.example\"], headers: [authorization]}}",
        "models: {token: {strategy: order}}", "base-url: https://api.example.com/v1", "api-key: ${A} # of ours",
        "a: 1 # api-key: \"${file:other.key}\"", "a: 1 # {api-key: ${A:}, b: c}", "a: &a [*a]"})
    @DisplayName("GIVEN a configuration that says where a secret is, or what only sounds like one WHEN masked THEN it stays as it is")
    void config_harmless(String written) {
        assertThat(config(written)).isEqualTo(written);
    }

    @Test
    @DisplayName("GIVEN secrets that fill several lines WHEN masked THEN all of their lines are gone, and what is around them stays")
    void config_lines() {
        assertThat(config("""
                providers:
                  one:
                    api-key: >-
                      sk-1
                      sk-2

                    # why
                    a: |
                      text
                  two: {api-key: "sk-3
                    sk-4", b: c}
                  three:
                    api-key: sk-5
                      sk-6
                    headers:
                      x-auth: &k |+
                        sk-7

                      b: 'x'
                """)).isEqualTo("""
                providers:
                  one:
                    api-key: ***

                    # why
                    a: |
                      text
                  two: {api-key: ***, b: c}
                  three:
                    api-key: ***
                    headers:
                      x-auth: ***

                      b: ***
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-key: [sk-1", "api-key: sk-1\n---\na: b", "", "# api-key: sk-1", "\tx: sk-1"})
    @DisplayName("GIVEN a configuration that is no YAML WHEN masked THEN there is nothing to show")
    void config_noYaml(String written) {
        assertThat(config(written)).isNull();
    }

    @Test
    @DisplayName("GIVEN the files the product ships WHEN masked THEN routes and goldens stay as they are, and of the configuration all but comments")
    void shipped() throws IOException {
        for (String file : List.of("chat.camel.yaml", "errors.camel.yaml", "providers.camel.yaml",
                "tests/no-token.yaml")) {
            String text = Files.readString(Path.of("routes", file));
            assertThat(Masked.routes(text)).isEqualTo(text);
        }
        String text = Files.readString(Path.of("config/gateway.yaml"));
        assertThat(config(text)).isEqualTo(text.replace("headers: {x-project: \"7\"}", "headers: ***")
                .replace("key: tls/key.pem}", "key: ***"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "- to: {uri: \"x\", parameters: {authToken: sk-1, a: b}} | - to: {uri: \"x\", parameters: {authToken: ***, a: b}}",
        "request: {headers: {authorization: \"Bearer sk-1\", x: y}} | request: {headers: {authorization: ***, x: y}}",
        "- setHeader: {name: Authorization, constant: sk-1} | - setHeader: {name: Authorization, constant: ***}",
        "- setHeader: {name: x-api-key, expression: {simple: sk-1}} | - setHeader: {name: x-api-key, expression: {simple: ***}}",
        "- to: \"http://h?password=sk-1\" | - to: ***", "- to: \"http://u:sk-1@h\" | - to: ***",
        "[broken⏎password: sk-1, or not⏎b: c | [broken⏎password: ***⏎b: c",
        "[broken⏎- token: >-⏎⏎    sk-1⏎    sk-2⏎  b: c | [broken⏎- token: ***⏎⏎    ***⏎    ***⏎  b: c",
        "[broken⏎{token:⏎  sk-1,⏎ b: c | [broken⏎{token:⏎  ***⏎ ***"})
    @DisplayName("GIVEN routes or a golden with a secret WHEN masked THEN the secret is gone, and nothing else")
    void routes_secret(String written, String masked) {
        assertThat(written).contains("sk-");
        assertThat(Masked.routes(lines(written))).isEqualTo(lines(masked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"- split: {tokenize: {token: \",\"}}", "tokenize: abc", "[broken\ntokenize: abc",
        "token-tier: pro", "[broken\n{token-tier: pro", "- to: \"direct:a?x=y\"",
        "- removeHeader: {name: authorization}",
        "expect: {headers: {content-type: text/plain}}", "- setHeader: {name: x-a, constant: b}",
        "[broken\npassword: \"${A:}\"\nb: c", "- to: \"platform-http:///v1/x?httpMethodRestrict=GET\""})
    @DisplayName("GIVEN routes or a golden without a secret WHEN masked THEN they stay as they are")
    void routes_harmless(String written) {
        assertThat(Masked.routes(written)).isEqualTo(written);
    }
}
