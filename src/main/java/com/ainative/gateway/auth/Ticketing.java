package com.ainative.gateway.auth;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows tickets: what lets a browser in once. */
@FunctionalInterface
public interface Ticketing {

    /** What every ticket begins with. */
    String PREFIX = "ait_";

    /** Where there are none. */
    Ticketing NONE = (ticket, from) -> Optional.empty();

    /**
     * Whom it speaks for; the next time it speaks for nobody. May block.
     *
     * @param from where it comes from; null where that is not known
     */
    Optional<Caller> redeem(String ticket, @Nullable InetAddress from);
}
