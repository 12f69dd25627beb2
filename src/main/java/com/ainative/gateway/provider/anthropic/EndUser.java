package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who asks, from {@code safety_identifier} or {@code user}, as {@code metadata.user_id}. The provider wants an opaque
 * id: what looks like an e-mail address or a phone number is withheld and listed as dropped.
 */
final class EndUser {

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern PHONE = Pattern
            .compile("\\+[0-9][0-9 ()./-]{5,20}|\\(?[0-9]{2,5}[ )./-][0-9 ()./-]{5,20}");

    private EndUser() {
    }

    static void write(ObjectNode body, ChatRequest chat, Set<String> dropped) {
        for (String name : List.of("safety_identifier", "user")) {
            JsonNode id = chat.field(name);
            if (!Asked.given(id)) {
                continue;
            }
            String text = Asked.text(id, name).strip();
            if (EMAIL.matcher(text).matches() || PHONE.matcher(text).matches()) {
                dropped.add(name);
            } else if (!text.isEmpty() && !body.has("metadata")) {
                body.set("metadata", Json.object().put("user_id", text));
            }
        }
    }
}
