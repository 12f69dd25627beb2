package com.ainative.gateway.account;

import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.store.Feed;
import java.time.Instant;
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

    /**
     * All of an account, in an order that two gateways never come across each other in.
     *
     * @param except the one that stays; empty for none
     */
    static void revokeAll(Handle handle, String account, String except, long until) {
        List<String> open = handle.createQuery("select id from session where account = :account and id <> :except"
                + " and revoked_until is null order by id for update").bind("account", account).bind("except", except)
                .mapTo(String.class).list();
        handle.execute("update session set revoked_until = ? where account = ? and id <> ? and revoked_until is null",
                until, account, except);
        Feed.tell(handle, NEWS, open, until);
    }

    /** Seconds since 1970, when no token lives any more that was issued before now, under whatever configuration. */
    static long remembered(Instant now) {
        return now.plus(AuthConfig.LONGEST_ACCESS_TOKEN).plusSeconds(60).getEpochSecond();
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
     * Logins that are over, once none of their tokens lives: as long as one does, the session can still be revoked.
     *
     * @param idle milliseconds since 1970: not used since
     * @param longest milliseconds since 1970: begun before
     */
    static void forget(Handle handle, long idle, long longest, Instant now) {
        handle.execute("delete from session where revoked_until < ?", now.getEpochSecond());
        handle.execute("delete from session where revoked_until is null and (used_at < ? or created_at < ?)"
                + " and used_at < ?", idle, longest,
                now.minus(AuthConfig.LONGEST_ACCESS_TOKEN).minusSeconds(60).toEpochMilli());
    }
}
