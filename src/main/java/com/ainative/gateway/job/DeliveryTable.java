package com.ainative.gateway.job;

import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SQL of deliveries. */
final class DeliveryTable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryTable.class);
    private static final int TRIES = 16;
    /** Of answers that are read at once. */
    private static final long MOST_BYTES = 8 << 20;
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
    /** Of an explanation that is kept, in characters. */
    private static final int LONGEST_TROUBLE = 1_000;

    private DeliveryTable() {
    }

    /**
     * Those of one kind that are to be brought now, those that have been due for longest first.
     *
     * @param without beginnings of addresses that are left out
     * @param known names of those that are not read
     * @param most how many; their answers are bounded too, but one is read whatever its size
     */
    static List<Delivery> due(Handle handle, Kind kind, String owner, Collection<String> without, Set<String> known,
            long now, int most) {
        List<String> some = names(handle, kind, owner, without, known, now, most);
        return some.isEmpty()
                ? List.of()
                : handle.createQuery("select d.id as delivery_id, d.kind, d.address, d.correlation,"
                        + " d.tries as attempts, case when d.kind = 'dead_letter' then j.request else null end as asked, "
                        + JobViews.COLUMNS + " from delivery d join job j on j.id = d.job where d.id in (<names>)"
                        + " and d.state = 'waiting' and j.ended_at is not null order by j.ended_at")
                        .bindList("names", some)
                        .map((row, context) -> new Delivery(row.getString("delivery_id"), JobViews.view(row),
                                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)), row.getString("address"),
                                row.getString("correlation"), row.getInt("attempts"), row.getBytes("asked")))
                        .list();
    }

    private record Due(String name, long bytes) {
    }

    private static List<String> names(Handle handle, Kind kind, String owner, Collection<String> without,
            Set<String> known, long now, int most) {
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < without.size(); i++) {
            others.append(" and left(d.address, :l").append(i).append(") <> :w").append(i);
        }
        var query = handle
                .createQuery("select d.id, coalesce(octet_length(j.reply), 0) + octet_length(j.request) as bytes"
                        + " from delivery d join job j on j.id = d.job where d.state = 'waiting'"
                        + " and d.kind = :kind and d.not_before <= :now and j.owner = :owner and j.ended_at is not null"
                        + others + " order by d.not_before limit :most"); // as its index has them: there may be many
        int i = 0;
        for (String beginning : without) {
            query.bind("l" + i, beginning.length()).bind("w" + i++, beginning);
        }
        List<String> names = new ArrayList<>();
        long bytes = 0;
        for (Due one : query.bind("kind", kind.column()).bind("now", now).bind("owner", owner)
                .bind("most", most + known.size())
                .map((row, context) -> new Due(row.getString("id"), row.getLong("bytes"))).list()) {
            if (!known.contains(one.name)) {
                bytes += one.bytes;
                if (!names.isEmpty() && (bytes > MOST_BYTES || names.size() == most)) {
                    break;
                }
                names.add(one.name);
            }
        }
        return names;
    }

    /** What came of it. A job may have been replayed meanwhile, and its deliveries replaced. */
    static void note(Handle handle, Delivery delivery, Receipt receipt, long now) {
        switch (receipt) {
            case Receipt.Delivered done ->
                handle.execute("update delivery set state = 'done' where id = ? and state = 'waiting'", delivery.id());
            case Receipt.Away(String why) -> later(handle, delivery, why, now + AWAY.toMillis(), 0);
            case Receipt.Refused(String why) when delivery.tries() + 1 < TRIES ->
                later(handle, delivery, why, now + backoff(delivery.tries()).toMillis(), 1);
            case Receipt.Refused(String why) -> failed(handle, delivery, why);
            case Receipt.Undeliverable(String why) -> failed(handle, delivery, why);
        }
    }

    private static Duration backoff(int tries) {
        Duration wait = Duration.ofSeconds(1L << Math.min(tries, 20));
        return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
    }

    private static void later(Handle handle, Delivery delivery, String why, long notBefore, int counts) {
        handle.execute(
                "update delivery set not_before = ?, tries = tries + ?, trouble = ? where id = ? and state = 'waiting'",
                notBefore,
                counts, bounded(why), delivery.id());
    }

    private static void failed(Handle handle, Delivery delivery, String why) {
        handle.execute("update delivery set state = 'failed', trouble = ? where id = ? and state = 'waiting'",
                bounded(why), delivery.id());
        LOG.atWarn().addKeyValue("job", delivery.job().id())
                .log("the answer of job {} could not be delivered, and is kept: {}", delivery.job().id(), why);
    }

    private static String bounded(String why) {
        String shown = why.replaceAll("\\p{Cntrl}", " "); // PostgreSQL has no place for U+0000
        return shown.length() <= LONGEST_TROUBLE ? shown : shown.substring(0, LONGEST_TROUBLE);
    }
}
