package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.LEFT_OUT;
import static com.ainative.gateway.auth.TokenForge.base64;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens with one thing wrong in their claims, well signed with our own key. */
final class ClaimAttacks {

    private final TokenForge forge;
    private final List<Attack> all = new ArrayList<>();

    private ClaimAttacks(TokenForge forge) {
        this.forge = forge;
    }

    static List<Attack> of(TokenForge forge) {
        ClaimAttacks attacks = new ClaimAttacks(forge);
        attacks.times();
        attacks.words();
        attacks.json();
        return attacks.all;
    }

    private void claim(String name, String json) {
        String said = json.equals(LEFT_OUT) ? "left out" : json.length() > 100 ? "of many digits" : json;
        all.add(new Attack("claim: " + name + " " + said, forge.signed(forge.header(), forge.claims(name, json))));
    }

    private void times() {
        long now = forge.now().getEpochSecond();
        for (String name : List.of("exp", "nbf", "iat")) {
            for (String json : List.of(LEFT_OUT, "null", "\"" + now + "\"", "\"\"", now + ".0", now + ".5", "1e9",
                    "1.79e9", "-1", "-0", "-" + now, "1e400", "-1e400", "9223372036854775807", "9223372036854775808",
                    "18446744073709551616", "1099511627777", now + "000", "9".repeat(2_000), "NaN", "Infinity",
                    "0x7fffffff", "+" + now, "0" + now, "true", "[" + now + "]", "{}", "\"2036-01-01T00:00:00Z\"")) {
                // Zero and before are good beginnings.
                if (!json.equals("-0") || name.equals("exp")) {
                    claim(name, json);
                }
            }
        }
        claim("exp", "0");
        claim("exp", "1");
        claim("exp", String.valueOf(now - 120));
        claim("nbf", String.valueOf(now + 3_600));
        claim("iat", String.valueOf(now + 3_600));
        all.add(new Attack("claims: expired before it began", forge.signed(forge.header(),
                forge.claims("exp", String.valueOf(now - 7_200), "nbf", String.valueOf(now - 3_600)))));
    }

    private void words() {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        wrong.put("aud", List.of(LEFT_OUT, "null", "\"\"", "\"other\"", "\"*\"", "\"Ainative-Gateway\"",
                "\"AINATIVE-GATEWAY\"", "\"ainative-gateway \"", "\"ainative-gateway/\"", "\"ainative-gatewa\"",
                "\"ainative-gateway\\u0000\"", "\"ainative-gateway,other\"", "\"ainative-gateway other\"", "[]",
                "[\"ainative-gateway\"]", "[\"ainative-gateway\",\"other\"]", "[\"other\",\"ainative-gateway\"]",
                "[[\"ainative-gateway\"]]", "[\"other\"]", "1", "true", "{\"ainative-gateway\":1}"));
        wrong.put("iss", List.of(LEFT_OUT, "null", "\"\"", "\"ainative/\"", "\"ainative \"", "\"Ainative\"",
                "\"AINATIVE\"", "\"ainativ\"", "\"ainative\\u0000\"", "\"ainative\\n\"", "\"https://ainative\"",
                "\"\u0430inative\"", "[\"ainative\"]", "{\"iss\":\"ainative\"}", "1"));
        wrong.put("sub", List.of(LEFT_OUT, "null", "\"\"", "\" \\t\"", "7", "true", "[\"ann\"]", "{}"));
        wrong.put("tier", List.of(LEFT_OUT, "null", "7", "true", "[\"pro\"]", "{}"));
        wrong.put("roles", List.of(LEFT_OUT, "null", "\"operator\"", "7", "{}", "[7]", "[\"a\",null]", "[[\"a\"]]",
                "[\"a\",true]", "{\"operator\":true}"));
        wrong.put("jti", List.of("null", "7", "[\"1\"]"));
        wrong.put("sid", List.of("null", "7", "{}"));
        wrong.put("grants", List.of("null", "7", "[]", "{\"rpm\":-1}", "{\"models\":\"fast\"}", "{\"org\":7}"));
        wrong.forEach((name, values) -> values.forEach(json -> claim(name, json)));
    }

    private void raw(String name, byte[] claims) {
        all.add(new Attack("claims: " + name, forge.signedText(base64(forge.header()) + "." + base64(claims))));
    }

    private void raw(String name, String claims) {
        raw(name, claims.getBytes(StandardCharsets.UTF_8));
    }

    private void json() {
        String good = forge.claims();
        raw("exp twice", good.replace("{", "{\"exp\":1,"));
        raw("exp twice, the good one first", good.replace("}", ",\"exp\":1099511627776}"));
        raw("sub twice", good.replace("}", ",\"sub\":\"root\"}"));
        raw("sub twice, the same", good.replace("}", ",\"sub\":\"ann\"}"));
        raw("tier twice, once escaped", good.replace("}", ",\"t\\u0069er\":\"free\"}"));
        raw("roles twice", good.replace("}", ",\"roles\":[]}"));
        raw("iss twice", good.replace("{", "{\"iss\":\"other\","));
        raw("aud twice", good.replace("}", ",\"aud\":\"other\"}"));
        raw("a deeper field twice", good.replace("}", ",\"x\":{\"a\":1,\"a\":2}}"));
        raw("empty object", "{}");
        raw("array", "[" + good + "]");
        raw("null", "null");
        raw("string", "\"x\"");
        raw("number", "1");
        raw("no JSON", "sub=ann");
        raw("nothing", "");
        raw("more behind it", good + good);
        raw("NUL behind it", good + "\0");
        raw("cut short", good.substring(0, good.length() - 1));
        raw("byte order mark", "\uFEFF" + good);
        raw("UTF-16", good.getBytes(StandardCharsets.UTF_16));
        raw("no UTF-8", good.replace("ann", "ann\u00ff").getBytes(StandardCharsets.ISO_8859_1));
        raw("overlong UTF-8", good.replace("ann", "\u00c1\u0081nn").getBytes(StandardCharsets.ISO_8859_1));
        raw("deep", good.replace("}", ",\"x\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"));
        raw("names in capitals", good.replace("\"sub\"", "\"SUB\""));
        raw("all of them one deeper", "{\"claims\":" + good + "}");
    }
}
