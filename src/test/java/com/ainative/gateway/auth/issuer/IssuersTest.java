package com.ainative.gateway.auth.issuer;

import static com.ainative.gateway.auth.issuer.Stage.ISSUER;
import static com.ainative.gateway.auth.issuer.Stage.NOW;
import static com.ainative.gateway.auth.issuer.Stage.claims;
import static com.ainative.gateway.fake.IssuerKey.LEFT_OUT;
import static com.ainative.gateway.fake.IssuerKey.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.auth.Grants;
import com.ainative.gateway.auth.TokenVerifier;
import com.ainative.gateway.fake.IssuerKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose tokens of other issuers pass. What is wrong with one here is always one thing alone. */
class IssuersTest {

    private static final IssuerKey EC = IssuerKey.make("ec", "ES256");
    private static final IssuerKey RSA = IssuerKey.make("rsa", "RS256");
    private static final TokenVerifier VERIFIER = Stage.verifier(List.of("ES256", "RS256"), EC.jwk(), RSA.jwk());

    private static String name(String issuer) {
        return issuer + "#ann";
    }

    @Test
    @DisplayName("GIVEN a good token of a listed issuer WHEN verified THEN its caller is named by issuer and subject, twice the same")
    void check_good() {
        Caller ann = new Caller(name(ISSUER), "free", List.of(), Grants.ALL,
                new Credential(Credential.Kind.OUTSIDE, "", NOW.getEpochSecond() + 600));
        String token = EC.signed(claims());

        assertThat(VERIFIER.verify(token)).contains(ann);
        assertThat(VERIFIER.verify(token)).contains(ann);
        assertThat(VERIFIER.verify(RSA.signed(claims()))).contains(ann);
    }

    static Stream<IssuerKey> everyAlgorithm() {
        return Stage.ALL.stream()
                .map(algorithm -> algorithm.startsWith("ES")
                        ? IssuerKey.make("any", algorithm)
                        : RSA.as("any", algorithm));
    }

    @ParameterizedTest
    @MethodSource("everyAlgorithm")
    @DisplayName("GIVEN an algorithm that may be listed WHEN it is THEN its tokens pass, and else they do not")
    void check_algorithms(IssuerKey key) {
        String token = key.signed(claims());

        assertThat(Stage.verifier(Stage.ALL, key.jwk()).verify(token)).isPresent();
        for (String other : List.of("RS256", "PS256", "ES256", "ES384")) {
            boolean listed = key.header().contains(other);
            assertThat(Stage.verifier(List.of(other), key.jwk()).verify(token).isPresent()).as(other)
                    .isEqualTo(listed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"JWT\"", "\"jwt\"", "\"at+jwt\"", "\"AT+JWT\"", "\"application/at+jwt\"",
        "\"application/JWT\"", LEFT_OUT})
    @DisplayName("GIVEN a type that access tokens have WHEN verified THEN it passes")
    void check_types(String json) {
        assertThat(VERIFIER.verify(EC.signed(EC.header("typ", json), claims()))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"gateway\"]", "[\"other\",\"gateway\"]"})
    @DisplayName("GIVEN an audience among others WHEN verified THEN it passes")
    void check_audiences(String json) {
        assertThat(VERIFIER.verify(EC.signed(claims("aud", json)))).isPresent();
    }

    @Test
    @DisplayName("GIVEN what issuers write besides WHEN verified THEN it passes: other header fields and claims mean nothing")
    void check_unread() {
        assertThat(VERIFIER.verify(EC.signed(EC.header("x5t", "\"AAAA\"", "foo", "[1]"),
                claims("azp", "\"app\"", "jti", "7", "scope", "\"a b\"", "nbf", "1", "iat", LEFT_OUT)))).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"headers", "claimsOfOthers", "confusions"})
    @DisplayName("GIVEN a token with one thing wrong WHEN verified THEN it is nobody's, and again the second time")
    void check_wrong(String what, String token) {
        assertThat(VERIFIER.verify(token)).as(what).isEmpty();
        assertThat(VERIFIER.verify(token)).as(what).isEmpty();
    }

    static Stream<Arguments> headers() {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        wrong.put("alg", List.of("\"none\"", "\"None\"", "\"nOnE\"", "\"\"", "\"HS256\"", "\"HS512\"", "\"RS256\"",
                "\"ES384\"", "\"PS256\"", "\"ES256K\"", "\"EdDSA\"", "\"es256\"", "\"ES256 \"", "null", "0",
                "[\"ES256\"]", LEFT_OUT));
        wrong.put("kid", List.of("\"rsa\"", "\"other\"", "\"../../../dev/null\"", "\"' OR '1'='1\"",
                "\"http://127.0.0.1:1/keys\"", "\"ec\\u0000\"", "\" ec\"", "\"\"", "\"" + "k".repeat(257) + "\"",
                "null", "7", "[\"ec\"]", LEFT_OUT));
        wrong.put("typ", List.of("\"refresh+jwt\"", "\"logout+jwt\"", "\"dpop+jwt\"", "\"id+jwt\"", "\"JWT \"", "\"\"",
                "null", "1"));
        wrong.put("crit", List.of("[\"exp\"]", "[]", "null"));
        wrong.put("b64", List.of("false", "true"));
        wrong.put("jku", List.of("\"http://127.0.0.1:1/keys\"", "\"" + ISSUER + "/keys\"", "null"));
        wrong.put("x5u", List.of("\"http://127.0.0.1:1/chain\""));
        wrong.put("x5c", List.of("[\"MIIB\"]", "[]"));
        wrong.put("jwk", List.of(EC.jwk(), "{}"));
        return wrong.entrySet().stream().flatMap(field -> field.getValue().stream()
                .map(json -> arguments("header " + field.getKey() + " " + json,
                        EC.signed(EC.header(field.getKey(), json), claims()))));
    }

    static Stream<Arguments> claimsOfOthers() {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        long now = NOW.getEpochSecond();
        wrong.put("iss", List.of("\"" + ISSUER + "/\"", "\"HTTPS://idp.example\"", "\"https://other.example\"",
                "\"ainative\"", "[\"" + ISSUER + "\"]", "null", LEFT_OUT));
        wrong.put("aud", List.of("\"other\"", "\"Gateway\"", "\"gateway \"", "\"gateway,other\"", "[]", "[\"other\"]",
                "[\"gateway\",1]", "[[\"gateway\"]]", "{\"gateway\":1}", "1", "null", LEFT_OUT));
        wrong.put("sub", List.of("\"\"", "\" \"", "7", "[\"ann\"]", "null", "\"" + "s".repeat(256) + "\"", LEFT_OUT));
        wrong.put("exp", List.of("" + (now - 61), "\"" + (now + 600) + "\"", (now + 600) + ".5", "-1", "null", "1e10",
                "99999999999999999999", LEFT_OUT));
        wrong.put("nbf", List.of("" + (now + 61), "\"" + now + "\"", "null", "-1"));
        wrong.put("iat", List.of("" + (now + 61), "\"" + now + "\"", "null", "1.5"));
        wrong.put("nonce", List.of("\"n\"", "null"));
        wrong.put("at_hash", List.of("\"h\""));
        wrong.put("c_hash", List.of("\"h\""));
        wrong.put("events", List.of("{\"http://schemas.openid.net/event/backchannel-logout\":{}}"));
        wrong.put("cnf", List.of("{\"jkt\":\"x\"}"));
        return wrong.entrySet().stream().flatMap(field -> field.getValue().stream()
                .map(json -> arguments("claim " + field.getKey() + " " + json,
                        EC.signed(claims(field.getKey(), json)))));
    }

    static Stream<Arguments> confusions() throws GeneralSecurityException {
        String good = RSA.signed(claims());
        String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        byte[] der = RSA.publicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
        List<Arguments> cases = new ArrayList<>(List.of(
                arguments("no signature", unsigned),
                arguments("alg none", base64(RSA.header("alg", "\"none\"")) + "." + base64(claims()) + "."),
                arguments("another signature", unsigned + base64(new byte[256])),
                arguments("another key of that name", IssuerKey.make("rsa", "RS256").signed(claims())),
                arguments("the other key's signature", EC.signed(RSA.header("alg", "\"ES256\""), claims())),
                arguments("RS256 called ES256", RSA.signed(EC.header(), claims())),
                arguments("ES256 called RS256", EC.signed(RSA.header(), claims())),
                arguments("PS256 called RS256", RSA.as("rsa", "PS256").signed(RSA.header(), claims())),
                arguments("kid twice", RSA.signed(RSA.header().replace("{", "{\"kid\":\"rsa\","), claims())),
                arguments("iss twice", RSA.signed(claims().replace("{", "{\"iss\":\"ainative\",")))));
        for (String algorithm : List.of("HS256", "HS384", "HS512")) {
            cases.add(hmac("PEM", algorithm, pem.getBytes(StandardCharsets.US_ASCII)));
            cases.add(hmac("DER", algorithm, der));
            cases.add(hmac("JWK", algorithm, RSA.jwk().getBytes(StandardCharsets.US_ASCII)));
        }
        return cases.stream();
    }

    private static Arguments hmac(String what, String algorithm, byte[] secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
        mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
        String text = base64(RSA.header("alg", "\"" + algorithm + "\"")) + "." + base64(claims());
        return arguments(algorithm + " keyed with " + what,
                text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    @DisplayName("GIVEN two issuers WHEN one signs as the other THEN its token is nobody's, though each one's own pass")
    void check_boundToIssuer() {
        String other = "https://other.example";
        IssuerKey mine = IssuerKey.make("k", "ES256");
        IssuerKey theirs = IssuerKey.make("k", "ES256");
        TokenVerifier both = Stage.verifier(
                List.of(Stage.issuer(ISSUER, Stage.ALL), Stage.issuer(other, Stage.ALL)),
                source -> anew -> Stage.set(source.issuer().equals(ISSUER) ? mine.jwk() : theirs.jwk()));

        assertThat(both.verify(mine.signed(claims()))).get().extracting(Caller::subject).isEqualTo(name(ISSUER));
        assertThat(both.verify(theirs.signed(IssuerKey.claims(other, NOW)))).get().extracting(Caller::subject)
                .isEqualTo(name(other));
        assertThat(both.verify(theirs.signed(claims()))).isEmpty();
        assertThat(both.verify(mine.signed(IssuerKey.claims(other, NOW)))).isEmpty();
    }

    @Test
    @DisplayName("GIVEN tokens that are wrong without a look at a key, or of nobody listed WHEN verified THEN no issuer is asked")
    void check_asksNobody() {
        AtomicInteger asked = new AtomicInteger();
        TokenVerifier verifier = Stage.verifier(List.of(Stage.issuer(ISSUER, List.of("ES256"))), source -> anew -> {
            asked.incrementAndGet();
            return Stage.set(EC.jwk());
        });

        for (String token : List.of(EC.signed(IssuerKey.claims("https://other.example", NOW)),
                EC.signed(claims("aud", "\"other\"")), EC.signed(EC.header("jku", "\"" + ISSUER + "\""), claims()),
                RSA.signed(claims()), EC.signed(EC.header("kid", "\"a b\""), claims()))) {
            assertThat(verifier.verify(token)).isEmpty();
        }

        assertThat(asked).hasValue(0);
        assertThat(verifier.verify(EC.signed(claims()))).isPresent();
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("GIVEN a set that is only tried WHEN it gets a token of an issuer THEN keys that are there count, and none is asked for")
    void apart_asksNobody() {
        AtomicInteger asked = new AtomicInteger();
        OutsideKeys keys = OutsideKeys.by(source -> anew -> {
            asked.incrementAndGet();
            return Stage.set(EC.jwk());
        }, Runnable::run, () -> 0);
        TokenVerifier apart = Stage.over(Issuers.apart(List.of(Stage.issuer(ISSUER, Stage.ALL)), Set.of(),
                keys));

        assertThat(apart.verify(EC.signed(claims()))).isEmpty();
        assertThat(asked).hasValue(0);

        keys.keep(List.of(Stage.issuer(ISSUER, Stage.ALL)));
        assertThat(apart.verify(EC.signed(claims()))).isPresent();
        assertThat(apart.verify(EC.as("new", "ES256").signed(claims()))).isEmpty();
        assertThat(asked).hasValue(1);
    }
}
