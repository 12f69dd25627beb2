package com.ainative.gateway.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells work that nobody waits for it any more. Cancelling is final and happens once; whoever registers later is told
 * at once. Safe for use from any thread; listeners run on the thread that cancels and must not block.
 */
public final class Cancellation {

    private final List<Runnable> listeners = new ArrayList<>(2);
    private boolean cancelled;

    public void onCancel(Runnable listener) {
        synchronized (this) {
            if (!cancelled) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }

    public void cancel() {
        List<Runnable> told;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        told.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** A cancellation of its own that is also cancelled with this one. */
    public Cancellation child() {
        Cancellation child = new Cancellation();
        onCancel(child::cancel);
        return child;
    }
}
