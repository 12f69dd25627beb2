package com.ainative.gateway.account;

import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The record of who did what to accounts, keys and routes: rows that are only added, in the change they tell of, and a line
 * of the log each. It holds no secret.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("audit");
    /** Characters of their columns. */
    private static final int LONGEST_NAME = 8_192;
    private static final int LONGEST_DETAIL = 4_000;

    private final Store store;
    private final InstantSource clock;

    Audit(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Something that was done.
     *
     * @param at milliseconds since 1970
     * @param target what it was done to, by its id or name
     * @param detail null where the action says it all
     */
    public record Entry(String id, long at, Actor actor, String action, String target, @Nullable String detail) {
    }

    /** One that is about to be done. */
    public Entry entry(Actor actor, String action, String target, @Nullable String detail) {
        long now = clock.millis();
        return new Entry(Names.AUDIT.next(now), now,
                new Actor(cut(actor.name(), LONGEST_NAME), actor.address()), action, cut(target, LONGEST_NAME),
                detail == null ? null : cut(detail, LONGEST_DETAIL));
    }

    private static String cut(String text, int longest) {
        return (text.length() <= longest ? text : text.substring(0, longest)).replace('\0', '?');
    }

    /** Within the change it tells of; then {@link #log} it. */
    public static void write(Handle handle, Entry entry) {
        handle.createUpdate("insert into audit (id, at, actor, address, action, target, detail)"
                + " values (:id, :at, :actor, :address, :action, :target, :detail) on conflict do nothing")
                .bind("id", entry.id()).bind("at", entry.at()).bind("actor", entry.actor().name())
                .bind("address", entry.actor().address()).bind("action", entry.action())
                .bind("target", entry.target()).bind("detail", entry.detail()).execute();
    }

    /** When it has been done. */
    public static void log(Entry entry) {
        LOG.atInfo().addKeyValue("actor", entry.actor().name()).addKeyValue("address", entry.actor().address())
                .addKeyValue("action", entry.action()).addKeyValue("target", entry.target())
                .addKeyValue("detail", entry.detail()).log("audit");
    }

    /** For what does not change the store itself, and does not wait for it. Where it is away, only the log has it. */
    public void note(Entry entry) {
        log(entry);
        Thread.startVirtualThread(() -> keep(entry));
    }

    private void keep(Entry entry) {
        try {
            store.write(handle -> {
                write(handle, entry);
                return true;
            });
        } catch (StoreAwayException e) {
            LOG.error("{} {} is in this log alone: {}", entry.action(), entry.id(), e.getMessage());
        } catch (RuntimeException e) { // nobody else would ever tell of it
            LOG.error("{} {} is in this log alone", entry.action(), entry.id(), e);
        }
    }

    /** The latest first. */
    public List<Entry> list(@Nullable String before, int most) {
        return store.read(handle -> handle
                .createQuery("select * from audit where cast(:before as varchar) is null or id < :before"
                        + " order by id desc limit :most")
                .bind("before", before).bind("most", most)
                .map((row, context) -> new Entry(row.getString("id"), row.getLong("at"),
                        new Actor(row.getString("actor"), row.getString("address")), row.getString("action"),
                        row.getString("target"), row.getString("detail")))
                .list());
    }
}
