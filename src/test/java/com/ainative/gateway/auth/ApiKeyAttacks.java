package com.ainative.gateway.auth;

import static com.ainative.gateway.auth.TokenForge.base64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What begins like an API key or a refresh token, and nobody was given. */
final class ApiKeyAttacks {

    private static final byte[] BITS_256 = new byte[32];

    private ApiKeyAttacks() {
    }

    static List<Attack> of(TokenForge forge) {
        String looksRight = base64(BITS_256);
        List<Attack> all = new ArrayList<>();
        Map.ofEntries(Map.entry("nothing behind it", ""), Map.entry("one letter", "A"),
                Map.entry("256 bits", looksRight), Map.entry("256 bits, padded", looksRight + "="),
                Map.entry("256 bits in hexadecimal", "0".repeat(64)), Map.entry("255 bits", looksRight.substring(1)),
                Map.entry("512 bits", base64(new byte[64])), Map.entry("7 KB", "A".repeat(7_000)),
                Map.entry("64 KB", "A".repeat(65_536)), Map.entry("the beginning again", "ain_" + looksRight),
                Map.entry("a good token", forge.token()), Map.entry("SQL", "' OR '1'='1"),
                Map.entry("SQL with a comment", "x'; DROP TABLE api_key; --"),
                Map.entry("SQL's wildcards", "%_%"), Map.entry("star", "*"), Map.entry("a path", "../../etc/passwd"),
                Map.entry("another script", "\u4e2d\u6587\u0430"), Map.entry("emoji", "\uD83D\uDD11".repeat(11)),
                Map.entry("half an emoji", "\uD83D" + looksRight), Map.entry("NUL", "\0"),
                Map.entry("256 bits and NUL", looksRight + "\0"), Map.entry("spaces", "a b c"),
                Map.entry("a line break", "a\r\nb"), Map.entry("a letter with a mark", looksRight + "\u0301"),
                Map.entry("an expression", "${jndi:ldap://127.0.0.1:1/a}"), Map.entry("a placeholder", "{{env:HOME}}"),
                Map.entry("a format", "%s%n%x"), Map.entry("null", "null"), Map.entry("a number", "-1"),
                Map.entry("JSON", "{\"$ne\":null}"), Map.entry("an id", "key-" + looksRight.substring(0, 20)))
                .forEach((name, rest) -> all.add(new Attack("API key: " + name, ApiKeys.PREFIX + rest)));
        all.add(new Attack("API key: in capitals", "AIN_" + looksRight));
        all.add(new Attack("API key: with a hyphen", "ain-" + looksRight));
        all.add(new Attack("API key: in wide letters", "\uFF41\uFF49\uFF4E_" + looksRight));
        all.add(new Attack("API key: another vendor's", "sk-" + looksRight));
        all.add(new Attack("refresh token: 256 bits", "air_" + looksRight));
        all.add(new Attack("refresh token: nothing behind it", "air_"));
        all.add(new Attack("refresh token: a good token", "air_" + forge.token()));
        return all;
    }
}
