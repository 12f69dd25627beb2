package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.ainative.gateway.config.IssuerConfig.Source;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuers an operator lists. */
class IssuerConfigTest {

    private static final String LEAST = "issuer: 'https://idp.example', audience: gateway, tier: free";
    private static final String EXAMPLE = "; write one such as https://idp.example.com/keys";

    private final ConfigFolder config;

    IssuerConfigTest(@TempDir Path folder) {
        config = new ConfigFolder(folder).file("ca.pem", "x").with("EMPTY", "");
    }

    private static String yaml(String issuers) {
        return ConfigFolder.LEAST + "auth: {issuer: own, issuers: " + issuers + "}\n";
    }

    private List<IssuerConfig> read(String issuers) {
        return config.yaml(yaml(issuers)).config().auth().issuers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]"})
    @DisplayName("GIVEN no issuers WHEN read THEN nobody else is believed")
    void issuers_none(String issuers) {
        assertThat(read(issuers)).isEmpty();
        assertThat(config.yaml(ConfigFolder.LEAST).config().auth().issuers()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN the least that is said of an issuer WHEN read THEN its metadata is where it usually is, and nothing inside is allowed")
    void issuer_least() {
        assertThat(read("[{" + LEAST + "}]")).singleElement().satisfies(issuer -> {
            assertThat(issuer.source()).isEqualTo(new Source("https://idp.example",
                    URI.create("https://idp.example/.well-known/openid-configuration"), true, false, null));
            assertThat(issuer.audience()).isEqualTo("gateway");
            assertThat(issuer.algorithms()).containsExactly("RS256", "ES256");
            assertThat(issuer.tier()).isEqualTo("free");
            assertThat(issuer.tierClaim()).isNull();
            assertThat(issuer.roleClaim()).isNull();
            assertThat(issuer.tiers()).isEmpty();
            assertThat(issuer.roles()).isEmpty();
        });
    }

    @Test
    @DisplayName("GIVEN all there is to say WHEN read THEN it is kept, and what tiers mean in the order of the file")
    void issuer_whole() {
        IssuerConfig issuer = read("""
                [{issuer: "http://127.0.0.1:81/", jwks-url: "http://127.0.0.1:81/keys?p=1", allow-private: true,
                  ca: ca.pem, audience: gateway, algorithms: [PS512, ES384], tier-claim: plan,
                  tiers: {z: pro, a: free, m: pro}, role-claim: realm_access.roles, roles: {ops: operator, all: admin}}]
                """).getFirst();

        assertThat(issuer.issuer()).isEqualTo("http://127.0.0.1:81/");
        assertThat(issuer.source().url()).hasToString("http://127.0.0.1:81/keys?p=1");
        assertThat(issuer.source().discovery()).isFalse();
        assertThat(issuer.source().allowPrivate()).isTrue();
        assertThat(issuer.source().ca()).hasFileName("ca.pem");
        assertThat(issuer.algorithms()).containsExactly("PS512", "ES384");
        assertThat(issuer.tier()).isNull();
        assertThat(issuer.tierClaim()).isEqualTo("plan");
        assertThat(issuer.tiers()).containsExactly(entry("z", "pro"), entry("a", "free"), entry("m", "pro"));
        assertThat(issuer.roleClaim()).isEqualTo("realm_access.roles");
        assertThat(issuer.roles()).containsOnly(entry("ops", "operator"), entry("all", "admin"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "issuer: https://a.example/, discovery: | https://a.example/.well-known/openid-configuration | true",
        "issuer: https://a.example/b, discovery: '${EMPTY}' | https://a.example/b/.well-known/openid-configuration | true",
        "issuer: https://a.example, discovery: https://b.example/c?d | https://b.example/c?d | true",
        "issuer: accounts.example, jwks-url: https://B.example:443/c | https://b.example/c | false",
        "issuer: https://a.example, discovery: , jwks-url: https://b.example/c | https://b.example/c | false"})
    @DisplayName("GIVEN where keys are, in one of the ways to say it WHEN read THEN that is where they are looked for")
    void source_ways(String said, String url, boolean discovery) {
        Source source = read("[{" + said + ", audience: a, tier: free}]").getFirst().source();

        assertThat(source.url()).hasToString(url);
        assertThat(source.discovery()).isEqualTo(discovery);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // as the metadata says
        "https://keys.example/a?b | false | ",
        "http://keys.example/ | false | is not an https URL" + EXAMPLE,
        "https://10.0.0.1/ | false | leads to a loopback or private address; set allow-private: true if it is meant to",
        "https://u:p@keys.example/ | true | carries a user or password; a URL is no place for one",
        "file:///etc/passwd | true | is not an https or http URL" + EXAMPLE,
        "http://127.0.0.1:1/ | true | "})
    @DisplayName("GIVEN a place that metadata names WHEN judged THEN it is held to the rules of the place that was configured")
    void keys_judged(String url, boolean allowPrivate, String refusal) {
        Source source = new Source("https://a.example", URI.create("https://a.example/"), true, allowPrivate, null);

        if (refusal == null) {
            assertThat(source.keys(url)).hasToString(url);
        } else {
            assertThatThrownBy(() -> source.keys(url)).isInstanceOf(WrongValueException.class).hasMessage(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "§7 | | expected a list, such as [a, b], found a single value",
        "[§a] | [0] | expected keys with values, found a single value",
        "[§{audience: a, tier: free}] | [0].issuer | is missing",
        "[§{issuer: 'https://a.example', tier: free}] | [0].audience | is missing",
        "[{issuer: §'a b', audience: a, tier: free}] | [0].issuer"
                + " | 'a b' is not an issuer; use up to 255 ASCII characters without spaces and '#'",
        "[{issuer: §'https://a.example/#x', audience: a, tier: free}] | [0].issuer"
                + " | 'https://a.example/#x' is not an issuer; use up to 255 ASCII characters without spaces and '#'",
        "[{issuer: §a.example, audience: a, tier: free}] | [0].issuer | has no usual place for its keys, since it is not"
                + " an https or http URL" + EXAMPLE + "; or write discovery or jwks-url",
        "[{issuer: §'http://a.example', audience: a, tier: free}] | [0].issuer | has no usual place for its keys, since"
                + " it is not an https URL" + EXAMPLE + "; or write discovery or jwks-url",
        "[{issuer: §own, jwks-url: 'https://a.example', audience: a, tier: free}] | [0].issuer"
                + " | is the gateway itself, by auth.issuer; others are listed here",
        "[{issuer: 'https://a.example', audience: a, tier: free}, {issuer: §'https://a.example', jwks-url:"
                + " 'https://b.example', audience: b, tier: pro}] | [1].issuer | is in this list already",
        "[{LEAST, discovery: 'https://a.example', jwks-url: §'https://a.example'}] | [0].jwks-url"
                + " | stands beside discovery; write one of the two",
        "[{LEAST, discovery: §'http://a.example'}] | [0].discovery | is not an https URL" + EXAMPLE,
        "[{LEAST, jwks-url: §'https://192.168.0.1/'}] | [0].jwks-url | leads to a loopback or private address; set"
                + " allow-private: true if it is meant to",
        "[{LEAST, jwks-url: §'https://localhost/'}] | [0].jwks-url | leads to a loopback or private address; set"
                + " allow-private: true if it is meant to",
        "[{LEAST, jwks-url: §'https://me:pw@a.example/'}] | [0].jwks-url"
                + " | carries a user or password; a URL is no place for one",
        "[{LEAST, ca: §absent.pem}] | [0].ca | 'absent.pem' is not a file that can be read; paths are relative to the"
                + " folder of gateway.yaml",
        "[{LEAST, allow-private: §yes}] | [0].allow-private | 'yes' is neither true nor false",
        "[{LEAST, algorithms: §[]}] | [0].algorithms | names no algorithm; leave it out for RS256 and ES256",
        "[{LEAST, algorithms: [ES256, §HS256]}] | [0].algorithms[1] | 'HS256' is not one of RS256, RS384, RS512, PS256,"
                + " PS384, PS512, ES256, ES384, ES512; did you mean 'RS256'?",
        "[{LEAST, algorithms: [§none]}] | [0].algorithms[0] | 'none' is not one of RS256, RS384, RS512, PS256,"
                + " PS384, PS512, ES256, ES384, ES512",
        "[{issuer: 'https://a.example', audience: a, tier: §gold}] | [0].tier | unknown tier 'gold'; known: free, pro",
        "[§{issuer: 'https://a.example', audience: a}] | [0]"
                + " | leads no caller to a tier; write tier, or tier-claim, or both",
        "[{LEAST, tier-claim: plan, tiers: {gold: §por}}] | [0].tiers.gold | unknown tier 'por'; known: free, pro",
        "[{LEAST, tiers: §{gold: pro}}] | [0].tiers"
                + " | says what a claim's values mean, and no tier-claim says which claim's",
        "[{LEAST, tier-claim: §''}] | [0].tier-claim | '' is empty",
        "[{LEAST, role-claim: groups, roles: {boss: §root}}] | [0].roles.boss | 'root' is not one of operator, admin",
        "[{LEAST, role-claim: groups, roles: {all: operator, boss: §user}}] | [0].roles.boss"
                + " | 'user' is not one of operator, admin",
        "[§{LEAST, role-claim: groups}] | [0] | gives nobody a role; role-claim says which claim holds roles, and roles"
                + " what its values mean",
        "[§{LEAST, roles: {boss: admin}}] | [0] | gives nobody a role; role-claim says which claim holds roles, and"
                + " roles what its values mean",
        "[{LEAST, §audiences: [a]}] | [0].audiences | unknown key 'audiences'; did you mean 'audience'? Known here:"
                + " issuer, allow-private, discovery, jwks-url, ca, audience, algorithms, tier, tier-claim, tiers,"
                + " role-claim, roles"})
    @DisplayName("GIVEN one mistake WHEN read THEN one problem names its path, place and remedy")
    void read_oneMistake(String issuers, String path, String message) {
        String yaml = yaml(issuers.replace("LEAST", LEAST));
        String before = yaml.substring(0, yaml.indexOf('§'));

        assertThat(config.yaml(yaml.replace("§", "")).problem()).isEqualTo(ConfigFolder.at(
                "auth.issuers" + (path == null ? "" : path), 1 + (int) before.chars().filter(c -> c == '\n').count(),
                before.length() - before.lastIndexOf('\n'), message));
    }
}
