package com.ainative.gateway.auth;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows API keys: what is no token, but was made here for an account. */
@FunctionalInterface
public interface ApiKeys {

    /** What every key begins with, and no token. */
    String PREFIX = "ain_";

    /** Where there are none. */
    ApiKeys NONE = (key, from) -> Optional.empty();

    /**
     * Whom a key speaks for. May block.
     *
     * @param from where it comes from; null where that is not known, which a key that is bound to addresses is not good for
     */
    Optional<Caller> caller(String key, @Nullable InetAddress from);
}
