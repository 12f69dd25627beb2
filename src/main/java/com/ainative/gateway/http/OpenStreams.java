package com.ainative.gateway.http;

import com.ainative.gateway.error.Failure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that one generation began. They need nothing of it any more, so this knows them and not it: the generation
 * can go while they go on.
 */
public final class OpenStreams {

    private final Set<StreamPump> open = ConcurrentHashMap.newKeySet();

    void began(StreamPump stream) {
        open.add(stream);
    }

    void ended(StreamPump stream) {
        open.remove(stream);
    }

    public int count() {
        return open.size();
    }

    /** Ends each with an error event; their callers are told why. */
    public void breakOff(Failure why) {
        open.forEach(stream -> stream.breakOff(why));
    }
}
