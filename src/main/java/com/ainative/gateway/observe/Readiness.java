package com.ainative.gateway.observe;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What keeps the gateway from being all right though it serves, for its health to tell. Lives beside the generations; who
 * reports a trouble clears it.
 */
public final class Readiness {

    /** Who can be in trouble, one without the other. */
    public enum Part {
        ROUTES,
        STORE
    }

    private final Map<Part, String> troubles = Collections.synchronizedMap(new EnumMap<>(Part.class));

    /** @param why one sentence without a secret: health is open to all who reach the gateway */
    public void degraded(Part part, String why) {
        troubles.put(part, why);
    }

    public void well(Part part) {
        troubles.remove(part);
    }

    public Optional<String> trouble() {
        synchronized (troubles) {
            return troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles.values()));
        }
    }
}
