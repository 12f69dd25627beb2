package com.ainative.gateway.account;

import com.ainative.gateway.auth.Budget;
import com.ainative.gateway.store.Feed;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The SQL of API keys. */
final class KeyTable {

    /** What others hear of by this word in the feed. */
    static final String NEWS = "api-key";

    private static final String JOINED = "select a.*, o.name as o_name, o.status as o_status, o.models as o_models,"
            + " o.requests_per_minute as o_requests_per_minute, k.id as k_id, k.name as k_name, k.shown as k_shown,"
            + " k.tier as k_tier, k.models as k_models, k.requests_per_minute as k_requests_per_minute,"
            + " k.budget as k_budget, k.addresses as k_addresses, k.created_at as k_created_at, k.expires_at as k_expires_at,"
            + " k.revoked_at as k_revoked_at, k.line as k_line, k.successor as k_successor from api_key k join account a on a.id = k.account"
            + " left join organisation o on o.id = a.organisation";

    private static final RowMapper<ApiKey> KEY = (row, context) -> new ApiKey(row.getString("k_id"),
            row.getString("k_line"), AccountTable.of(row), row.getString("k_shown"),
            new Scope(row.getString("k_name"), row.getString("k_tier"), Lines.split(row.getString("k_models")),
                    (Integer) row.getObject("k_requests_per_minute"), budget(row.getString("k_budget")),
                    AddressRanges.of(row.getString("k_addresses")),
                    (Long) row.getObject("k_expires_at")),
            row.getLong("k_created_at"), (Long) row.getObject("k_revoked_at"), row.getString("k_successor"));

    private KeyTable() {
    }

    private static @Nullable Budget budget(@Nullable String column) {
        return column == null ? null : Budget.of(column);
    }

    /** @param line the id of the first of its line */
    static void insert(Handle handle, String id, String line, String account, String shown, String digest, Scope scope,
            long now) {
        handle.createUpdate(
                """
                        insert into api_key (id, line, account, name, shown, digest, tier, models, requests_per_minute, budget, addresses,
                          created_at, expires_at)
                        values (:id, :line, :account, :name, :shown, :digest, :tier, :models, :aMinute, :budget, :addresses, :now, :expires)
                        on conflict do nothing""")
                .bind("id", id).bind("line", line).bind("account", account).bind("name", scope.name())
                .bind("shown", shown).bind("digest", digest).bind("tier", scope.tier())
                .bind("models", Lines.join(scope.models())).bind("aMinute", scope.requestsPerMinute())
                .bind("budget", scope.budget() == null ? null : scope.budget().toString())
                .bind("addresses", scope.addresses().column()).bind("now", now).bind("expires", scope.expiresAt())
                .execute();
    }

    static Optional<ApiKey> byDigest(Handle handle, String digest) {
        return handle.createQuery(JOINED + " where k.digest = :digest").bind("digest", digest).map(KEY).findOne();
    }

    static Optional<ApiKey> find(Handle handle, String id) {
        return handle.createQuery(JOINED + " where k.id = :id").bind("id", id).map(KEY).findOne();
    }

    /** Of one account, in the order of making. */
    static List<ApiKey> list(Handle handle, String account) {
        return handle.createQuery(JOINED + " where k.account = :account order by k.id").bind("account", account)
                .map(KEY).list();
    }

    /** Those that are good. */
    static int count(Handle handle, String account, long now) {
        return handle.createQuery("select count(*) from api_key where account = :account and revoked_at is null"
                + " and (expires_at is null or expires_at > :now)").bind("account", account).bind("now", now)
                .mapTo(Integer.class).one();
    }

    /** Tells all gateways. */
    static void revoke(Handle handle, String id, long now) {
        handle.execute("update api_key set revoked_at = ? where id = ? and revoked_at is null", now, id);
        Feed.tell(handle, NEWS, id, now / 1_000);
    }

    /**
     * Has a successor, and ends then, unless it ends before. Tells all gateways.
     *
     * @return false where it has another successor, or is over
     */
    static boolean succeed(Handle handle, String id, String successor, long end, long now) {
        boolean done = handle.createUpdate("update api_key set successor = :successor,"
                + " expires_at = least(coalesce(expires_at, :end), :end) where id = :id and revoked_at is null"
                + " and (successor = :successor or (successor is null and (expires_at is null or expires_at > :now)))")
                .bind("successor", successor).bind("end", end).bind("id", id).bind("now", now).execute() == 1;
        Feed.tell(handle, NEWS, id, end / 1_000);
        return done;
    }

    /** Those that have been over for long. */
    static void forget(Handle handle, long before) {
        handle.execute("delete from api_key where revoked_at < ? or expires_at < ?", before, before);
    }
}
