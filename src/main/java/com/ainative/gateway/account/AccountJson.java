package com.ainative.gateway.account;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.store.StoreAwayException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts, organisations and keys as JSON. Times are instants as ISO 8601 writes them. */
public final class AccountJson {

    private AccountJson() {
    }

    /** Who a caller is, from what was shown; and its account where there is one that can be read just now. */
    static ObjectNode me(Caller caller, Accounts accounts) {
        Credential shown = caller.credential();
        ObjectNode json = Json.object().put("sub", caller.subject()).put("tier", caller.tier());
        caller.roles().forEach(json.putArray("roles")::add);
        texts(json, "models", caller.grants().models());
        json.put("requests_per_minute", caller.grants().requestsPerMinute())
                .put("credential", shown.kind().name().toLowerCase(Locale.ROOT))
                .put("expires_at", shown.expires() == Credential.NEVER
                        ? null
                        : Instant.ofEpochSecond(shown.expires()).toString());
        json.set("account", account(caller, accounts).map(AccountJson::of).orElse(null));
        return json;
    }

    private static Optional<Account> account(Caller caller, Accounts accounts) {
        try {
            return caller.subject().startsWith("usr-") ? accounts.find(caller.subject()) : Optional.empty();
        } catch (StoreAwayException e) {
            return Optional.empty();
        }
    }

    public static ObjectNode of(Account account) {
        ObjectNode json = Json.object().put("id", account.id()).put("email", account.email())
                .put("role", account.role().word()).put("tier", account.tier()).put("status", account.status().word());
        Organisation organisation = account.organisation();
        json.put("organisation", organisation == null ? null : organisation.id());
        texts(json, "models", account.models());
        return json.put("requests_per_minute", account.requestsPerMinute()).put("created_at",
                instant(account.createdAt()));
    }

    public static ObjectNode of(Organisation organisation) {
        ObjectNode json = Json.object().put("id", organisation.id()).put("name", organisation.name()).put("status",
                organisation.status().word());
        texts(json, "models", organisation.models());
        return json.put("requests_per_minute", organisation.requestsPerMinute());
    }

    public static ObjectNode of(ApiKey key) {
        Scope scope = key.scope();
        ObjectNode json = Json.object().put("id", key.id()).put("name", scope.name()).put("account", key.owner().id())
                .put("prefix", key.shown()).put("tier", scope.tier());
        texts(json, "models", scope.models());
        json.put("requests_per_minute", scope.requestsPerMinute()).put("budget",
                scope.budget() == null ? null : scope.budget().toString());
        texts(json, "addresses", scope.addresses().texts());
        return json.put("created_at", instant(key.createdAt())).put("expires_at", instant(scope.expiresAt()))
                .put("revoked_at", instant(key.revokedAt()));
    }

    /** With the secret, this once. */
    public static ObjectNode of(Keys.Made made) {
        return of(made.key()).put("key", made.secret());
    }

    public static ObjectNode of(Audit.Entry entry) {
        return Json.object().put("id", entry.id()).put("at", instant(entry.at())).put("actor", entry.actor().name())
                .put("address", entry.actor().address()).put("action", entry.action()).put("target", entry.target())
                .put("detail", entry.detail());
    }

    private static @Nullable String instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static void texts(ObjectNode json, String name, @Nullable Collection<String> texts) {
        if (texts == null) {
            json.putNull(name);
        } else {
            texts.forEach(json.putArray(name)::add);
        }
    }
}
