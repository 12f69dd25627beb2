package com.ainative.gateway.auth;

import java.util.Optional;

/** Knows tickets: what lets a browser in once. */
@FunctionalInterface
public interface Ticketing {

    /** What every ticket begins with. */
    String PREFIX = "ait_";

    /** Where there are none. */
    Ticketing NONE = ticket -> Optional.empty();

    /** Whom it speaks for; the next time it speaks for nobody. May block. */
    Optional<Caller> redeem(String ticket);
}
