package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.LEFT_OUT;
import static com.ainative.gateway.auth.TokenForge.base64;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tokens with one thing wrong in their header, well signed with our own key. */
final class HeaderAttacks {

    private final TokenForge forge;
    private final List<Attack> all = new ArrayList<>();

    private HeaderAttacks(TokenForge forge) {
        this.forge = forge;
    }

    static List<Attack> of(TokenForge forge) {
        HeaderAttacks attacks = new HeaderAttacks(forge);
        attacks.kids();
        attacks.types();
        attacks.algorithms();
        attacks.fields();
        attacks.json();
        return attacks.all;
    }

    private void edited(String name, String... edits) {
        all.add(new Attack("header: " + name, forge.signed(forge.header(edits), forge.claims())));
    }

    private void kids() {
        String kid = forge.keys().key().getKeyID();
        edited("kid of 10 KB", "kid", "\"" + "k".repeat(10_240) + "\"");
        edited("kid of 1 KB", "kid", "\"" + "k".repeat(1_024) + "\"");
        edited("kid, an array", "kid", "[\"" + kid + "\"]");
        edited("kid and NUL", "kid", "\"" + kid + "\\u0000\"");
        edited("kid, NUL and more", "kid", "\"" + kid + "\\u0000.pem\"");
        edited("kid behind a space", "kid", "\" " + kid + "\"");
        edited("kid in capitals", "kid", "\"" + kid.toUpperCase(Locale.ROOT) + "\"");
        edited("kid but for its end", "kid", "\"" + kid.substring(0, kid.length() - 1) + "\"");
        edited("kid behind a path", "kid", "\"./" + kid + "\"");
        edited("kid of another gateway", "kid", "\"" + SigningKeys.throwAway().key().getKeyID() + "\"");
        for (String json : List.of("\"../../../../dev/null\"", "\"/dev/null\"", "\"keys/signing-key.jwk\"",
                "\"file:///proc/sys/kernel/randomize_va_space\"", "\"' OR '1'='1\"",
                "\"x' UNION SELECT 'AA' -- \"", "\"%\"", "\"*\"", "\"|id\"", "\"${env:HOME}\"", "\"{{env:HOME}}\"",
                "\"${jndi:ldap://127.0.0.1:1/a}\"", "\"http://127.0.0.1:1/jwks\"", "\"\"", "\"0\"", "null", "7",
                LEFT_OUT)) {
            edited("kid " + json, "kid", json);
        }
    }

    private void types() {
        for (String json : List.of("\"JWT\"", "\"jwt\"", "\"refresh+jwt\"", "\"logout+jwt\"", "\"id+jwt\"",
                "\"dpop+jwt\"", "\"secevent+jwt\"", "\"AT+JWT\"", "\"At+Jwt\"", "\"application/at+jwt\"",
                "\"at+jwt \"", "\"at+jwt\\u0000\"", "[\"at+jwt\"]", "\"\"", "null", "1", LEFT_OUT)) {
            edited("typ " + json, "typ", json);
        }
        String now = String.valueOf(forge.now().getEpochSecond());
        all.add(new Attack("an ID token, as others make them", forge.signed(forge.header("typ", "\"JWT\""),
                forge.claims("nonce", "\"n\"", "azp", "\"ainative-gateway\"", "auth_time", now))));
        all.add(new Attack("a refresh token, as others make them", forge.signed(forge.header("typ", "\"Refresh\""),
                forge.claims("typ", "\"Refresh\""))));
    }

    private void algorithms() {
        for (String json : List.of("\"none\"", "\"None\"", "\"nOnE\"", "\"NONE\"", "\"\"", "\"es256\"", "\"ES256 \"",
                "\"ES256K\"", "\"HS256\"", "\"RS256\"", "\"ES384\"", "\"EdDSA\"", "\"SHA256withECDSA\"",
                "\"ES256\\u0000\"", "null", "0", "false", "[\"ES256\"]", "{\"ES256\":1}", LEFT_OUT)) {
            edited("alg " + json, "alg", json);
        }
    }

    private void fields() {
        edited("x5t", "x5t", "\"AAAA\"");
        edited("x5c of rubbish", "x5c", "[\"MIIB\"]");
        edited("crit", "crit", "[\"exp\"]", "exp", "1");
        edited("crit of nothing", "crit", "[]");
        edited("crit of what nobody knows", "crit", "[\"http://example.com/x\"]", "http://example.com/x", "true");
        edited("crit, and not there", "crit", "[\"nonce\"]");
        edited("crit, no array", "crit", "\"kid\"");
        edited("crit null", "crit", "null");
        edited("b64 false", "b64", "false", "crit", "[\"b64\"]");
        edited("b64 false, and not critical", "b64", "false");
        edited("b64 true", "b64", "true");
        edited("cty", "cty", "\"JWT\"");
        edited("zip", "zip", "\"DEF\"");
        edited("enc", "enc", "\"A256GCM\"");
        edited("exp", "exp", "1");
        edited("a field nobody knows", "foo", "\"bar\"");
        edited("a known field in capitals", "ALG", "\"ES256\"");
        // As RFC 7797 signs it: over the claims themselves.
        String header = base64(forge.header("b64", "false", "crit", "[\"b64\"]"));
        all.add(new Attack("header: b64 false, and signed so",
                header + "." + base64(forge.claims()) + "."
                        + base64(forge.signature(header + "." + forge.claims()))));
    }

    private void raw(String name, byte[] header) {
        all.add(new Attack("header: " + name, forge.signedText(base64(header) + "." + base64(forge.claims()))));
    }

    private void raw(String name, String header) {
        raw(name, header.getBytes(StandardCharsets.UTF_8));
    }

    private void json() {
        String good = forge.header();
        raw("alg twice", good.replace("{", "{\"alg\":\"ES256\","));
        raw("alg none, then ES256", good.replace("{", "{\"alg\":\"none\","));
        raw("alg ES256, then none", good.replace("}", ",\"alg\":\"none\"}"));
        raw("kid twice, once escaped", good.replace("{", "{\"k\\u0069d\":\"x\","));
        raw("typ twice", good.replace("{", "{\"typ\":\"JWT\","));
        raw("empty object", "{}");
        raw("array of three", "[\"ES256\",\"at+jwt\",\"" + forge.keys().key().getKeyID() + "\"]");
        raw("array around it", "[" + good + "]");
        raw("string", "\"ES256\"");
        raw("null", "null");
        raw("no JSON", "ES256");
        raw("nothing", "");
        raw("more behind it", good + "{}");
        raw("comment", good.replace("{", "{/**/"));
        raw("trailing comma", good.replace("}", ",}"));
        raw("single quotes", good.replace('"', '\''));
        raw("cut short", good.substring(0, good.length() - 1));
        raw("byte order mark", "\uFEFF" + good);
        raw("UTF-16", good.getBytes(StandardCharsets.UTF_16));
        raw("UTF-16 without mark", good.getBytes(StandardCharsets.UTF_16BE));
        raw("no UTF-8", good.replace("at+jwt", "at+jwt\u00ff").getBytes(StandardCharsets.ISO_8859_1));
        raw("5,000 arrays deep", "[".repeat(5_000));
    }
}
