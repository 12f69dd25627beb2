package com.ainative.gateway.observe;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the gateway from being all right though it serves, for its health to tell. Lives beside the generations; who
 * reports a trouble clears it.
 */
public final class Readiness {

    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    /** @param why one sentence without a secret: health is open to all who reach the gateway */
    public void degraded(String why) {
        trouble.set(why);
    }

    public void well() {
        trouble.set(null);
    }

    public Optional<String> trouble() {
        return Optional.ofNullable(trouble.get());
    }
}
