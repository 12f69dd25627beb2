package com.ainative.gateway.job;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.store.Store;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * What a watcher of one job does not know yet, as server-sent events. They are put together from what is on disk, so any
 * process that shares the store tells the same. For one thread at a time.
 *
 * <ul>
 * <li>{@code status}: the job's JSON, at first and whenever its state has changed
 * <li>{@code chunk}: a part of a streamed answer, in OpenAI's shape
 * <li>{@code restart}: the answer broke off; forget its chunks, for they come anew
 * <li>{@code done}: the job's JSON at its end, behind which nothing follows
 * </ul>
 */
final class JobNews {

    /** Parts that are read at once, and wait for the watcher together. */
    private static final int MOST = 32;

    private final Store store;
    private final String job;
    private Position position;

    JobNews(Store store, String job, Position position) {
        this.store = store;
        this.job = job;
        this.position = position;
    }

    /**
     * Some news.
     *
     * @param events empty where there are none
     * @param last whether the job has ended, and all is told
     */
    record News(Buffer events, boolean last) {
    }

    private record Seen(Optional<JobView> job, List<Events.Event> parts) {
    }

    /** Blocks while it reads. */
    News next() {
        // The state first: all parts of a job that has ended are there then.
        Seen seen = store.read(handle -> new Seen(JobViews.find(handle, job),
                Events.from(handle, job, position.next(), MOST)));
        if (seen.job.isEmpty()) {
            return new News(Buffer.buffer(), true); // no longer kept
        }
        JobView view = seen.job.get();
        Buffer events = Buffer.buffer();
        if (view.state() == JobState.DISPATCHED) {
            status(events, view);
        }
        seen.parts.forEach(part -> part(events, part));
        boolean allParts = seen.parts.size() < MOST;
        if (allParts && view.state().isFinal()) {
            position = position.told(view);
            event(events, "done", position.toString(), Json.write(JobJson.of(view)));
        } else if (allParts) {
            status(events, view);
        }
        return new News(events, allParts && view.state().isFinal());
    }

    private void status(Buffer events, JobView view) {
        boolean known = position.knows(view);
        position = position.told(view);
        if (!known) {
            event(events, "status", position.toString(), Json.write(JobJson.of(view)));
        }
    }

    private void part(Buffer events, Events.Event part) {
        position = new Position(part.number(), position.told()).further();
        String id = Integer.toString(part.number());
        if (part.isRestart()) {
            event(events, "restart", id, Json.write(Json.object().put("job", job)));
        } else {
            event(events, "chunk", id, part.data());
        }
    }

    private static void event(Buffer to, String name, String id, byte[] data) {
        to.appendString("event: ").appendString(name).appendString("\nid: ").appendString(id).appendString("\ndata: ")
                .appendBytes(data).appendString("\n\n");
    }
}
