package com.ainative.gateway.provider.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Tool call ids on their way to a provider that takes only letters, digits, {@code _} and {@code -}. A conversation may
 * have begun elsewhere, with ids such as {@code functions.search:0}: those are written in base64url behind a prefix, so
 * two ids never become one and each can be read back without a table.
 */
final class ToolIds {

    private static final Pattern ACCEPTED = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final String PREFIX = "b64id_";

    private ToolIds() {
    }

    static String sent(String id) {
        if (ACCEPTED.matcher(id).matches() && !id.startsWith(PREFIX)) {
            return id;
        }
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    static String received(String id) {
        if (!id.startsWith(PREFIX)) {
            return id;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(id.substring(PREFIX.length())), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return id; // the provider's own id, not one of ours
        }
    }
}
