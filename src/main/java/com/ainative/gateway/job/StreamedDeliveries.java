package com.ainative.gateway.job;

import com.ainative.gateway.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far the parts of streamed answers have been brought to queues. */
public final class StreamedDeliveries {

    private final Store store;

    StreamedDeliveries(Store store) {
        this.store = store;
    }

    /**
     * One.
     *
     * @param id of its delivery
     * @param sent how many parts are there, from the first
     */
    public record Streamed(String id, String address, @Nullable String correlation, int priority, int sent) {
    }

    /** Where the parts of a job's answer go that are still to come. */
    public List<Streamed> of(String job) {
        return store.read(handle -> handle
                .createQuery("select d.id, d.address, d.correlation, j.priority, d.sent from delivery d"
                        + " join job j on j.id = d.job where d.job = :job and d.kind = 'queue' and d.state in ('held', 'waiting')")
                .bind("job", job)
                .map((row, context) -> new Streamed(row.getString("id"), row.getString("address"),
                        row.getString("correlation"), row.getInt("priority"), row.getInt("sent")))
                .list());
    }

    /** Those of the jobs whose answers have parts. */
    public Set<String> among(Collection<String> jobs) {
        return store.read(handle -> handle.createQuery("select distinct job from job_event where job in (<jobs>)")
                .bindList("jobs", List.copyOf(jobs)).mapTo(String.class).set());
    }

    /** @param parts how many are there now */
    public void sent(String delivery, int parts) {
        store.write(handle -> handle.execute("update delivery set sent = ? where id = ?", parts, delivery));
    }
}
