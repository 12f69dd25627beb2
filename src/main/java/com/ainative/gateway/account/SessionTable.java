package com.ainative.gateway.account;

import com.ainative.gateway.store.Feed;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of logins. */
final class SessionTable {

    /** What others hear of by this word in the feed. */
    static final String NEWS = "session";

    private SessionTable() {
    }

    /**
     * @param createdAt milliseconds since 1970
     * @param usedAt milliseconds since 1970
     * @param revokedUntil null for one that is good
     */
    record Session(String id, String account, String digest, long createdAt, long usedAt,
            @Nullable Long revokedUntil) {
    }

    static void insert(Handle handle, String id, String account, String digest, long now) {
        handle.execute("insert into session (id, account, digest, created_at, used_at) values (?, ?, ?, ?, ?)"
                + " on conflict do nothing", id, account, digest, now, now);
    }

    /** Nobody else changes it until the commit. */
    static Optional<Session> lock(Handle handle, String id) {
        return handle.createQuery("select * from session where id = :id for update").bind("id", id)
                .map((row, context) -> new Session(row.getString("id"), row.getString("account"),
                        row.getString("digest"), row.getLong("created_at"), row.getLong("used_at"),
                        (Long) row.getObject("revoked_until")))
                .findOne();
    }

    static void rotate(Handle handle, String id, String digest, long now) {
        handle.execute("update session set digest = ?, used_at = ? where id = ?", digest, now, id);
    }

    /**
     * Tells all gateways.
     *
     * @param until seconds since 1970, when none of its tokens lives any more
     */
    static void revoke(Handle handle, String id, long until) {
        if (handle.execute("update session set revoked_until = ? where id = ? and revoked_until is null", until,
                id) == 1) {
            Feed.tell(handle, NEWS, id, until);
        }
    }

    /** All of an account. */
    static void revokeAll(Handle handle, String account, long until) {
        handle.createQuery("select id from session where account = :account and revoked_until is null")
                .bind("account", account).mapTo(String.class).list().forEach(id -> revoke(handle, id, until));
    }

    /** A token that is from no login. */
    static void revokeToken(Handle handle, String id, long until, long now) {
        insert(handle, id, "", "", now);
        revoke(handle, id, until);
    }

    /**
     * What others must not let in.
     *
     * @param now seconds since 1970
     */
    static List<Feed.News> revoked(Handle handle, long now) {
        return handle.createQuery("select id, revoked_until from session where revoked_until > :now").bind("now", now)
                .map((row, context) -> new Feed.News(0, NEWS, row.getString("id"), row.getLong("revoked_until")))
                .list();
    }

    /**
     * Logins that are over, once nobody needs to know.
     *
     * @param idle milliseconds since 1970: not used since
     * @param longest milliseconds since 1970: begun before
     */
    static void forget(Handle handle, long idle, long longest, long now) {
        handle.execute("delete from session where (revoked_until is null or revoked_until < ?)"
                + " and (used_at < ? or created_at < ? or revoked_until is not null)", now, idle, longest);
    }
}
