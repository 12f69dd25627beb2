package com.ainative.gateway.admin;

import com.ainative.gateway.account.Audit;
import com.ainative.gateway.auth.KeyOrigin;
import com.ainative.gateway.auth.ListedKey;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.reload.Reload;
import com.ainative.gateway.store.StoreAwayException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** {@code /admin/signing-keys}: what operators ask about the keys that sign tokens, and admins do with them. */
public final class KeyRoutes extends OperatorRoutes {

    private static final String REVOKE = "revoke";
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final SigningKeys keys;
    private final KeyOrigin origin;
    private final Audit audit;

    public KeyRoutes(Reload reload, SigningKeys keys, KeyOrigin origin, Audit audit) {
        super(reload);
        this.keys = keys;
        this.origin = origin;
        this.audit = audit;
    }

    @Override
    void paths() {
        get("signing-keys").process(this::list);
        postAsAdmin("signing-keys/rotate").process(this::rotate);
    }

    private void list(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("keys");
        for (ListedKey key : keys.list()) {
            rows.addObject().put("kid", key.id()).put("state", key.state().name().toLowerCase(Locale.ROOT))
                    .put("made", time(key.made())).put("until", time(key.until()));
        }
        Answers.write(exchange, json);
    }

    private static @Nullable String time(long seconds) {
        return seconds == 0 || seconds == Long.MAX_VALUE ? null : Instant.ofEpochSecond(seconds).toString();
    }

    private void rotate(Exchange exchange) {
        JsonNode revoke = Answers.body(exchange, List.of(REVOKE)).path(REVOKE);
        if (!revoke.isMissingNode() && !revoke.isBoolean()) {
            throw ErrorCode.INVALID_REQUEST.because("revoke is neither true nor false.").toException();
        }
        try {
            origin.rotate(revoke.booleanValue());
            audit.note(audit.entry(Callers.actor(exchange), "signing-keys-rotated", "signing-keys",
                    revoke.booleanValue() ? "all before are revoked" : null));
        } catch (StoreAwayException e) {
            throw ErrorCode.OVERLOADED.because("The store cannot be used just now, without which other gateways do not"
                    + " hear of it. Try again later; whether keys were rotated is seen in their list.")
                    .withRetryAfter(RETRY).toException();
        }
        list(exchange);
    }
}
