package com.ainative.gateway.job;

import com.ainative.gateway.store.Store;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The parts of streamed answers, numbered from 0. */
public final class Events {

    private static final byte[] NOTHING = {};

    private final Store store;
    private final Insistence insistence;
    private final Consumer<String> appended;

    /** @param appended told of a job that has more parts now */
    Events(Store store, Consumer<String> appended) {
        this.store = store;
        this.insistence = new Insistence(store);
        this.appended = appended;
    }

    /**
     * One part.
     *
     * @param data JSON: a chunk of an answer in OpenAI's shape; empty where {@link #isRestart}
     */
    @SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares events
    public record Event(int number, byte[] data) {

        /** Whether the answer broke off here, and begins anew behind it. */
        public boolean isRestart() {
            return data.length == 0;
        }
    }

    /**
     * An answer begins. Where parts of an earlier one are there that broke off, a mark says so behind them.
     *
     * @return the number of its first part
     */
    int begin(String job) {
        AtomicInteger first = new AtomicInteger();
        insistence.write(job, handle -> {
            int next = handle.createQuery("select coalesce(max(n) + 1, 0) from job_event where job = :job")
                    .bind("job", job).mapTo(Integer.class).one();
            if (next > 0) {
                insert(handle, job, next, NOTHING);
            }
            first.set(next == 0 ? 0 : next + 1);
            return true;
        });
        if (first.get() > 0) {
            appended.accept(job);
        }
        return first.get();
    }

    /** It may be there already, where this is written twice; another part is of another process, and must not be mixed in. */
    private static void insert(Handle handle, String job, int number, byte[] data) {
        if (handle.execute("insert into job_event (job, n, data) values (?, ?, ?) on conflict do nothing", job, number,
                data) == 0 && !Arrays.equals(data, from(handle, job, number, 1).getFirst().data())) {
            throw new IllegalStateException("another gateway writes the answer of job " + job);
        }
    }

    /**
     * Returns when they are on disk.
     *
     * @param first number of the first of them
     */
    void append(String job, int first, List<byte[]> parts) {
        if (parts.isEmpty()) {
            return;
        }
        insistence.write(job, handle -> {
            for (int i = 0; i < parts.size(); i++) {
                insert(handle, job, first + i, parts.get(i));
            }
            return true;
        });
        appended.accept(job);
    }

    /** Those from a number on, of all tries. */
    public List<Event> from(String job, int number, int most) {
        return store.read(handle -> from(handle, job, number, most));
    }

    static List<Event> from(Handle handle, String job, int number, int most) {
        return handle.createQuery("select n, data from job_event where job = :job and n >= :n order by n limit :most")
                .bind("job", job).bind("n", number).bind("most", most)
                .map((row, context) -> new Event(row.getInt("n"), row.getBytes("data"))).list();
    }
}
