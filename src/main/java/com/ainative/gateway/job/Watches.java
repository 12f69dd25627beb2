package com.ainative.gateway.job;

import com.ainative.gateway.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who watches which job. What happens in this process is told at once; for what another one does, all watched jobs are
 * looked at together, as long as anybody watches. Safe for use from any thread.
 */
final class Watches implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final int AT_ONCE = 500;

    private final Store store;
    private final Map<String, Set<Watcher>> watched = new ConcurrentHashMap<>();
    private boolean looking;
    private volatile boolean closed;

    Watches(Store store) {
        this.store = store;
    }

    /** One who watches a job. Both methods return at once, and may be called from any thread. */
    interface Watcher {

        /** There may be news. */
        void wake();

        /** The gateway ends, or another one goes on. */
        void stop();
    }

    /** Until {@link #release} that watcher is told of the job. */
    void add(String job, Watcher watcher) {
        watched.compute(job, (id, watchers) -> {
            Set<Watcher> with = watchers == null ? ConcurrentHashMap.newKeySet() : watchers;
            with.add(watcher);
            return with;
        });
        synchronized (this) {
            if (!looking && !closed) {
                looking = true;
                Thread.ofVirtual().name("watches").start(this::look);
            }
        }
        if (closed) {
            watcher.stop();
        }
    }

    void release(String job, Watcher watcher) {
        watched.computeIfPresent(job, (id, watchers) -> {
            watchers.remove(watcher);
            return watchers.isEmpty() ? null : watchers;
        });
    }

    int count() {
        return watched.values().stream().mapToInt(Set::size).sum();
    }

    /** Something has happened to a job. */
    void changed(String job) {
        watched.getOrDefault(job, Set.of()).forEach(Watcher::wake);
    }

    private synchronized boolean goOn() {
        looking = !closed && !watched.isEmpty();
        return looking;
    }

    private void look() {
        Map<String, String> known = new HashMap<>();
        while (goOn()) {
            try {
                Thread.sleep(LOOK);
                List<String> jobs = new ArrayList<>(watched.keySet());
                known.keySet().retainAll(jobs);
                for (int from = 0; from < jobs.size(); from += AT_ONCE) {
                    look(jobs.subList(from, Math.min(jobs.size(), from + AT_ONCE)), known);
                }
            } catch (RuntimeException e) { // the store, mostly; nobody else would look
                LOG.debug("Watched jobs cannot be read, and will be once the store is back", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody does
                return;
            }
        }
    }

    private void look(List<String> jobs, Map<String, String> known) {
        Map<String, String> now = new HashMap<>();
        store.read(handle -> handle.createQuery("select j.id, j.state, j.tries,"
                + " (select max(e.n) from job_event e where e.job = j.id) as parts from job j where j.id in (<jobs>)")
                .bindList("jobs", jobs).map((row, context) -> now.put(row.getString("id"),
                        row.getString("state") + row.getInt("tries") + "/" + row.getString("parts")))
                .list());
        for (String job : jobs) {
            String state = now.getOrDefault(job, "gone");
            if (!state.equals(known.put(job, state))) {
                changed(job);
            }
        }
    }

    /** Ends all that watch, and any that will. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watched.values().forEach(watchers -> watchers.forEach(Watcher::stop));
    }
}
