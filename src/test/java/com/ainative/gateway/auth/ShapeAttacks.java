package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.base64;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is made of parts of a good token and is none. */
final class ShapeAttacks {

    private ShapeAttacks() {
    }

    static List<Attack> of(TokenForge forge) {
        String good = forge.token();
        String[] parts = good.split("\\.");
        String header = parts[0];
        String claims = parts[1];
        String signature = parts[2];
        String json = "{\"protected\":\"" + header + "\",\"payload\":\"" + claims + "\",\"signature\":\"" + signature
                + "\"}";
        String fills = forge.claims("x", "\"" + "x".repeat(48 * 1024) + "\"");
        String otherClaims = base64(forge.claims("sub", "\"root\"", "roles", "[\"admin\"]"));
        List<Attack> all = new ArrayList<>();
        Map.ofEntries(Map.entry("dot", "."), Map.entry("two dots", ".."), Map.entry("three dots", "..."),
                Map.entry("header alone", header), Map.entry("no signature", header + "." + claims),
                Map.entry("empty signature", header + "." + claims + "."),
                Map.entry("empty header", forge.signedText("." + claims)),
                Map.entry("empty claims", forge.signedText(header + ".")),
                Map.entry("four parts", good + "." + signature), Map.entry("dot behind", good + "."),
                Map.entry("dot before", "." + good),
                Map.entry("five parts, as encrypted ones have", good + "." + header + "." + claims),
                Map.entry("parts exchanged", claims + "." + header + "." + signature),
                Map.entry("claims of another token", header + "." + otherClaims + "." + signature),
                Map.entry("signature of another token", header + "." + claims + "."
                        + forge.signedText(header + "." + otherClaims).split("\\.")[2]),
                Map.entry("line break within", good.replace(".", "\r\n.")),
                Map.entry("line break behind", good + "\n"), Map.entry("line break before", "\r\n" + good),
                Map.entry("a line behind", good + "\r\nx-role admin"),
                Map.entry("space within", good.replace(".", " .")), Map.entry("tab within", good.replace(".", "\t.")),
                Map.entry("no-break space behind", good + "\u00a0"),
                Map.entry("byte order mark before", "\uFEFF" + good),
                Map.entry("zero-width space within", good.replace(".", "\u200b.")),
                Map.entry("NUL behind", good + "\0"), Map.entry("NUL within", good.replace(".", "\0.")),
                Map.entry("vertical tab behind", good + "\u000b"), Map.entry("delete behind", good + "\u007f"),
                Map.entry("comma", good + "," + good), Map.entry("comma and space", good + ", " + good),
                Map.entry("semicolon", good + "; path=/"), Map.entry("quoted", "\"" + good + "\""),
                Map.entry("scheme within", "Bearer " + good), Map.entry("a parameter", "token=" + good),
                Map.entry("percent-encoded dots", good.replace(".", "%2E")),
                Map.entry("percent-encoded", URLEncoder.encode(good, StandardCharsets.US_ASCII).replace("e", "%65")),
                Map.entry("encoded as a whole", base64(good)),
                Map.entry("wide dot", good.replace('.', '\uFF0E')),
                Map.entry("letter of another script", good.replaceFirst("e", "\u0435")),
                Map.entry("in capitals", good.toUpperCase(Locale.ROOT)),
                Map.entry("back to front", new StringBuilder(good).reverse().toString()),
                Map.entry("but for its first letter", good.substring(1)),
                Map.entry("but for its last letter", good.substring(0, good.length() - 1)),
                Map.entry("64 KB", forge.signed(forge.header(), fills)),
                Map.entry("64 KB of nothing", "A".repeat(65_536)),
                Map.entry("64 KB of dots", ".".repeat(65_536)), Map.entry("7 KB of dots", ".".repeat(7_000)),
                Map.entry("a token in a token", forge.signedText(header + "." + base64(good))),
                Map.entry("a token in a token's claim", forge.signedText(header + "."
                        + base64("{\"jwt\":\"" + good + "\"}"))),
                Map.entry("flattened JSON", json),
                Map.entry("general JSON", "{\"payload\":\"" + claims + "\",\"signatures\":[" + json + "]}"),
                Map.entry("null", "null"), Map.entry("undefined", "undefined"), Map.entry("true", "true"),
                Map.entry("star", "*"), Map.entry("an expression", "${variable.caller}"),
                Map.entry("a placeholder", "{{api}}"), Map.entry("its subject", "ann"),
                Map.entry("key id", forge.keys().key().getKeyID()))
                .forEach((name, credential) -> all.add(new Attack("shape: " + name, credential)));
        return all;
    }
}
