package com.ainative.gateway.job;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.auth.Grants;
import com.ainative.gateway.auth.GrantsJson;
import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The columns by which whoever asked for something stays known while it waits. */
public final class KeptCaller {

    private KeptCaller() {
    }

    /** From the columns subject, tier, roles and grants. */
    public static Caller of(ResultSet row) throws SQLException {
        String roles = row.getString("roles");
        return new Caller(row.getString("subject"), row.getString("tier"),
                roles.isEmpty() ? List.of() : List.of(roles.split("\n")), grants(row.getString("grants")),
                Credential.KEPT);
    }

    private static Grants grants(@Nullable String json) {
        if (json == null) {
            return Grants.ALL;
        }
        try {
            JsonNode read = Json.read(json.getBytes(StandardCharsets.UTF_8));
            return Objects.requireNonNull(GrantsJson.read(read), "what was kept can be read");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept is JSON", e);
        }
    }

    public static String roles(Caller caller) {
        return String.join("\n", caller.roles());
    }

    /** Null for all. */
    public static @Nullable String grants(Caller caller) {
        return caller.grants().equals(Grants.ALL)
                ? null
                : Json.mapper().valueToTree(GrantsJson.write(caller.grants())).toString();
    }
}
