package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.LEFT_OUT;
import static com.ainative.gateway.auth.TokenForge.base64;
import static com.ainative.gateway.auth.TokenForge.NOW;
import static com.ainative.gateway.auth.TokenForge.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a token says. All of these carry a good signature of the gateway's own key, so nothing else can refuse them. */
class TokenVerifierTest {

    private static final TokenForge FORGE = TokenForge.withNewKey();

    private final TokenVerifier verifier = FORGE.verifier();

    @Test
    @DisplayName("GIVEN a token as the gateway writes it WHEN it is verified THEN its subject, tier and roles come out")
    void verify_good() {
        assertThat(verifier.verify(FORGE.token())).contains(new Caller("ann", "pro", List.of("operator"), Grants.ALL,
                new Credential(Credential.Kind.TOKEN, "1", NOW.getEpochSecond() + 600)));
    }

    @Test
    @DisplayName("GIVEN claims nobody reads and a subject in any script WHEN verified THEN it passes")
    void verify_unreadClaims() {
        String token = FORGE.signed(FORGE.header(), claims("sub", "\"Zoë \\\"ü\\u4e2d\\r\\n\"", "client_id", "7", "x",
                "{\"exp\":1}", "roles", "[]", "jti", LEFT_OUT));

        assertThat(verifier.verify(token)).get().extracting(Caller::subject, Caller::tier, Caller::roles)
                .containsExactly("Zoë \"ü中\r\n", "pro", List.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"headers", "numbers", "words", "jsonOfClaims", "shapes"})
    @DisplayName("GIVEN a token with one thing wrong, well signed WHEN verified THEN it is nobody's, and again the second time")
    void verify_wrong(String what, String token) {
        assertThat(verifier.verify(token)).as(what).isEmpty();
        assertThat(verifier.verify(token)).as(what).isEmpty();
    }

    private static Arguments header(String what, String... edits) {
        return arguments("header: " + what, FORGE.signed(FORGE.header(edits), claims()));
    }

    private static Arguments rawHeader(String what, byte[] header) {
        return arguments("header: " + what, FORGE.signedText(base64(header) + "." + base64(claims())));
    }

    private static Arguments rawHeader(String what, String header) {
        return rawHeader(what, header.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> headers() {
        String good = FORGE.header();
        String kid = FORGE.keys().key().getKeyID();
        List<Arguments> cases = new ArrayList<>();
        for (String json : List.of("\"../../../../dev/null\"", "\"' OR '1'='1\"", "\"http://127.0.0.1:1/jwks\"",
                "\"" + kid + "\\u0000\"", "\"" + "k".repeat(10_240) + "\"", "\"" + "k".repeat(1_024) + "\"", "\"\"",
                "\" " + kid + "\"", "null", "7", "[\"" + kid + "\"]", LEFT_OUT)) {
            cases.add(header("kid " + json, "kid", json));
        }
        for (String json : List.of("\"JWT\"", "\"refresh+jwt\"", "\"AT+JWT\"", "\"At+Jwt\"",
                "\"application/at+jwt\"", "\"at+jwt \"", "\"\"", "null", "1", LEFT_OUT)) {
            cases.add(header("typ " + json, "typ", json));
        }
        for (String json : List.of("\"none\"", "\"None\"", "\"nOnE\"", "\"NONE\"", "\"\"", "\"es256\"", "\"ES256 \"",
                "\"HS256\"", "\"ES384\"", "\"EdDSA\"", "null", "0", "[\"ES256\"]", LEFT_OUT)) {
            cases.add(header("alg " + json, "alg", json));
        }
        cases.add(header("jku", "jku", "\"http://127.0.0.1:1/jwks\""));
        cases.add(header("x5u", "x5u", "\"http://127.0.0.1:1/chain\""));
        cases.add(header("x5c", "x5c", "[\"MIIB\"]"));
        cases.add(header("x5t", "x5t", "\"AAAA\""));
        cases.add(header("jwk", "jwk", FORGE.keys().key().toPublicJWK().toJSONString()));
        cases.add(header("crit", "crit", "[\"exp\"]", "exp", "1"));
        cases.add(header("crit of nothing", "crit", "[]"));
        cases.add(header("b64 false", "b64", "false", "crit", "[\"b64\"]"));
        cases.add(header("b64 true", "b64", "true"));
        cases.add(header("cty", "cty", "\"JWT\""));
        cases.add(header("zip", "zip", "\"DEF\""));
        cases.add(header("a field nobody knows", "foo", "\"bar\""));
        cases.add(header("a known field in capitals", "ALG", "\"ES256\""));
        cases.add(rawHeader("alg twice", good.replace("{", "{\"alg\":\"ES256\",")));
        cases.add(rawHeader("alg none, then ES256", good.replace("{", "{\"alg\":\"none\",")));
        cases.add(rawHeader("alg ES256, then none", good.replace("}", ",\"alg\":\"none\"}")));
        cases.add(rawHeader("kid twice, once escaped", good.replace("{", "{\"k\\u0069d\":\"x\",")));
        cases.add(rawHeader("empty object", "{}"));
        cases.add(rawHeader("array of three", "[\"ES256\",\"at+jwt\",\"" + kid + "\"]"));
        cases.add(rawHeader("string", "\"ES256\""));
        cases.add(rawHeader("null", "null"));
        cases.add(rawHeader("no JSON", "ES256"));
        cases.add(rawHeader("nothing", ""));
        cases.add(rawHeader("more behind it", good + "{}"));
        cases.add(rawHeader("comment", good.replace("{", "{/**/")));
        cases.add(rawHeader("trailing comma", good.replace("}", ",}")));
        cases.add(rawHeader("cut short", good.substring(0, good.length() - 1)));
        cases.add(rawHeader("byte order mark", "\uFEFF" + good));
        cases.add(rawHeader("UTF-16", good.getBytes(StandardCharsets.UTF_16)));
        cases.add(rawHeader("UTF-16 without mark", good.getBytes(StandardCharsets.UTF_16BE)));
        cases.add(rawHeader("no UTF-8", good.replace("at+jwt", "at+jwt\u00ff").getBytes(StandardCharsets.ISO_8859_1)));
        cases.add(rawHeader("5,000 arrays deep", "[".repeat(5_000)));
        return cases.stream();
    }

    private static Arguments claim(String name, String json) {
        return arguments("claim: " + name + " " + (json.equals(LEFT_OUT) ? "left out" : json),
                FORGE.signed(FORGE.header(), claims(name, json)));
    }

    static Stream<Arguments> numbers() {
        long exp = TokenForge.NOW.getEpochSecond();
        List<String> wrong = List.of(LEFT_OUT, "null", "\"" + exp + "\"", "\"\"", exp + ".0", exp + ".5", "1e9",
                "1.79e9", "-1", "-" + exp, "1e400", "9223372036854775807", "9223372036854775808",
                "18446744073709551616", "1099511627777", "9".repeat(2_000), "NaN", "Infinity", "0x7fffffff", "+" + exp,
                "0" + exp, "true", "[" + exp + "]", "{}");
        return Stream.of("exp", "nbf", "iat").flatMap(name -> wrong.stream().map(json -> claim(name, json)));
    }

    static Stream<Arguments> words() {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        wrong.put("aud", List.of(LEFT_OUT, "null", "\"\"", "\"other\"", "\"Ainative-Gateway\"", "\"ainative-gateway \"",
                "\"ainative-gateway,other\"", "[]", "[\"ainative-gateway\"]", "[\"ainative-gateway\",\"other\"]",
                "[\"other\"]", "1", "{\"ainative-gateway\":1}"));
        wrong.put("iss", List.of(LEFT_OUT, "null", "\"\"", "\"ainative/\"", "\"Ainative\"", "\"ainative\\u0000\"",
                "\"https://ainative\"", "[\"ainative\"]", "1"));
        wrong.put("sub", List.of(LEFT_OUT, "null", "\"\"", "\" \\t\"", "7", "true", "[\"ann\"]", "{}"));
        wrong.put("tier", List.of(LEFT_OUT, "null", "7", "true", "[\"pro\"]", "{}"));
        wrong.put("roles", List.of(LEFT_OUT, "null", "\"operator\"", "7", "{}", "[7]", "[\"a\",null]", "[[\"a\"]]",
                "[\"a\",true]"));
        return wrong.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(json -> claim(entry.getKey(), json)));
    }

    private static Arguments rawClaims(String what, byte[] claims) {
        return arguments("claims: " + what, FORGE.signedText(base64(FORGE.header()) + "." + base64(claims)));
    }

    private static Arguments rawClaims(String what, String claims) {
        return rawClaims(what, claims.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> jsonOfClaims() {
        String good = claims();
        return Stream.of(rawClaims("exp twice", good.replace("{", "{\"exp\":1,")),
                rawClaims("sub twice", good.replace("}", ",\"sub\":\"root\"}")),
                rawClaims("sub twice, the same", good.replace("}", ",\"sub\":\"ann\"}")),
                rawClaims("tier twice, once escaped", good.replace("}", ",\"t\\u0069er\":\"free\"}")),
                rawClaims("roles twice", good.replace("}", ",\"roles\":[]}")),
                rawClaims("aud twice", good.replace("}", ",\"aud\":\"other\"}")),
                rawClaims("a deeper field twice", good.replace("}", ",\"x\":{\"a\":1,\"a\":2}}")),
                rawClaims("empty object", "{}"), rawClaims("array", "[" + good + "]"), rawClaims("null", "null"),
                rawClaims("string", "\"x\""), rawClaims("number", "1"), rawClaims("no JSON", "sub=ann"),
                rawClaims("nothing", ""), rawClaims("more behind it", good + good),
                rawClaims("NUL behind it", good + "\0"),
                rawClaims("cut short", good.substring(0, good.length() - 1)),
                rawClaims("byte order mark", "\uFEFF" + good),
                rawClaims("UTF-16", good.getBytes(StandardCharsets.UTF_16)),
                rawClaims("no UTF-8", good.replace("ann", "ann\u00ff").getBytes(StandardCharsets.ISO_8859_1)),
                rawClaims("deep", good.replace("}", ",\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")),
                rawClaims("names in capitals", good.replace("\"sub\"", "\"SUB\"")));
    }

    private static Arguments text(String what, String token) {
        return arguments("token: " + what, token);
    }

    static Stream<Arguments> shapes() {
        String good = FORGE.token();
        String[] parts = good.split("\\.");
        String nested = FORGE.signedText(base64(FORGE.header()) + "." + base64(good));
        String json = "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                + "\"}";
        String fills = claims("x", "\"" + "x".repeat(48 * 1024) + "\"");
        return Stream.of(text("empty", ""), text("dot", "."), text("two dots", ".."), text("three dots", "..."),
                text("header alone", parts[0]), text("no signature", parts[0] + "." + parts[1]),
                text("empty signature", parts[0] + "." + parts[1] + "."),
                text("empty header", FORGE.signedText("." + parts[1])),
                text("empty claims", FORGE.signedText(parts[0] + ".")), text("four parts", good + "." + parts[2]),
                text("dot behind", good + "."), text("dot before", "." + good),
                text("five parts, as encrypted ones have", good + "." + parts[0] + "." + parts[1]),
                text("space before", " " + good), text("space behind", good + " "), text("line break", good + "\n"),
                text("space within", good.replace(".", " .")), text("tab", good + "\t"), text("NUL", good + "\0"),
                text("comma", good + "," + good), text("quoted", "\"" + good + "\""),
                text("scheme within", "Bearer " + good), text("percent-encoded dot", good.replace(".", "%2E")),
                text("wide dot", good.replace('.', '\uFF0E')),
                text("letter of another script", good.replace('A', '\u0410')
                        .replaceFirst("e", "\u0435")),
                text("64 KB", FORGE.signed(FORGE.header(), fills)), text("64 KB of nothing", "A".repeat(65_536)),
                text("64 KB of dots", ".".repeat(65_536)), text("a token in a token", nested),
                text("flattened JSON", json),
                text("general JSON", "{\"payload\":\"" + parts[1] + "\",\"signatures\":[" + json + "]}"));
    }
}
