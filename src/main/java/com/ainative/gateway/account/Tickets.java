package com.ainative.gateway.account;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.auth.Grants;
import com.ainative.gateway.auth.GrantsJson;
import com.ainative.gateway.auth.Ticketing;
import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ainative.gateway.store.Store;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers in where they can send no header, as for WebSockets and event streams: a ticket stands in the URL, which
 * others may see later, so it is good once, for a few seconds, at any gateway.
 */
public final class Tickets implements Ticketing {

    public static final Duration LIFE = Duration.ofSeconds(30);

    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final String SEALED = "ticket";

    private final Store store;
    private final Asking asking;
    private final Seal seal;
    private final InstantSource clock;

    Tickets(Store store, Asking asking, Seal seal, InstantSource clock) {
        this.store = store;
        this.asking = asking;
        this.seal = seal;
        this.clock = clock;
    }

    /** Makes one, for its holder this once. */
    public String issue(Caller caller) {
        String ticket = PREFIX + Seal.random();
        String digest = seal.of(SEALED, ticket);
        String kept = write(caller);
        long expires = clock.instant().plus(LIFE).toEpochMilli();
        store.write(handle -> handle.execute(
                "insert into ticket (digest, caller, expires_at) values (?, ?, ?) on conflict do nothing", digest, kept,
                expires));
        return ticket;
    }

    @Override
    public Optional<Caller> redeem(String ticket, @Nullable InetAddress from) {
        if (!SHAPE.matcher(ticket).matches() || !asking.isWorthIt()) {
            return Optional.empty();
        }
        String digest = asking.digest(seal, SEALED, ticket);
        long now = clock.millis();
        // Not by a change in common with others, which may be done twice: whoever deletes it has it.
        return asking.read(handle -> handle.inTransaction(alone -> {
            Optional<String> found = alone
                    .createQuery("select caller from ticket where digest = :digest and expires_at > :now for update")
                    .bind("digest", digest).bind("now", now).mapTo(String.class).findOne();
            return found.isPresent() && alone.execute("delete from ticket where digest = ?", digest) == 1
                    ? found.map(Tickets::read).filter(caller -> isGood(alone, caller, now, from))
                    : Optional.empty();
        }));
    }

    /** What an API key has got is no better than the key is now, here. Of tokens that is known in memory. */
    private static boolean isGood(Handle handle, Caller caller, long now, @Nullable InetAddress from) {
        Credential shown = caller.credential();
        return shown.kind() != Credential.Kind.KEY
                || KeyTable.find(handle, shown.id()).filter(key -> key.isGood(now, from)).isPresent();
    }

    private static String write(Caller caller) {
        ObjectNode json = Json.object().put("sub", caller.subject()).put("tier", caller.tier());
        caller.roles().forEach(json.putArray("roles")::add);
        json.set("grants", Json.mapper().valueToTree(GrantsJson.write(caller.grants())));
        json.put("kind", caller.credential().kind().name()).put("id", caller.credential().id()).put("exp",
                caller.credential().expires());
        return json.toString();
    }

    private static Caller read(String kept) {
        try {
            JsonNode json = Json.read(kept.getBytes(StandardCharsets.UTF_8));
            List<String> roles = new ArrayList<>();
            json.path("roles").forEach(role -> roles.add(role.asText()));
            Grants grants = GrantsJson.read(json.path("grants"));
            if (grants == null) {
                throw new IllegalStateException("what was kept can be read");
            }
            return new Caller(json.path("sub").asText(), json.path("tier").asText(), roles, grants,
                    new Credential(Credential.Kind.valueOf(json.path("kind").asText()), json.path("id").asText(),
                            json.path("exp").asLong()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept is JSON", e);
        }
    }
}
