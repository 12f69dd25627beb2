package com.ainative.gateway.job;

import com.ainative.gateway.store.Store;
import java.util.List;

/** The parts of streamed answers, numbered from 0. */
public final class Events {

    private final Store store;

    Events(Store store) {
        this.store = store;
    }

    /**
     * One part.
     *
     * @param data JSON: a chunk of an answer in OpenAI's shape
     */
    @SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares events
    public record Event(int number, byte[] data) {
    }

    /** The number of the next part; not 0 where an earlier try has broken off. */
    int next(String job) {
        return store.read(handle -> handle.createQuery("select coalesce(max(n) + 1, 0) from job_event where job = :job")
                .bind("job", job).mapTo(Integer.class).one());
    }

    /** @param first number of the first of them */
    void append(String job, int first, List<byte[]> parts) {
        if (parts.isEmpty()) {
            return;
        }
        store.write(handle -> {
            for (int i = 0; i < parts.size(); i++) {
                handle.execute("insert into job_event (job, n, data) values (?, ?, ?)", job, first + i, parts.get(i));
            }
            return parts.size();
        });
    }

    /** Those from a number on. */
    public List<Event> from(String job, int number, int most) {
        return store.read(handle -> handle
                .createQuery("select n, data from job_event where job = :job and n >= :n order by n limit :most")
                .bind("job", job).bind("n", number).bind("most", most)
                .map((row, context) -> new Event(row.getInt("n"), row.getBytes("data"))).list());
    }
}
