package com.ainative.gateway.auth;

import com.ainative.gateway.auth.Credential.Kind;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is good by itself and yet counts no more, in memory: sessions and tokens that were revoked, and accounts that are
 * disabled. Looked into for every request, so it asks nobody. Lives beside the generations.
 */
public final class Revocations {

    private final Map<String, Long> credentials = new ConcurrentHashMap<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();

    /** @param until seconds since 1970, when all tokens have expired that it is about */
    public void revoke(String credential, long until) {
        if (credential.isEmpty()) {
            return; // it would be that of all that have none
        }
        credentials.merge(credential, until, Math::max);
    }

    public void disable(String subject) {
        disabled.add(subject);
    }

    public void enable(String subject) {
        disabled.remove(subject);
    }

    /** These and no others are disabled. */
    public void disabled(Collection<String> subjects) {
        disabled.addAll(subjects);
        disabled.retainAll(Set.copyOf(subjects));
    }

    /** @param now seconds since 1970 */
    public void forget(long now) {
        credentials.values().removeIf(until -> until < now);
    }

    /** Whether this caller must not be let in. */
    public boolean cover(Caller caller) {
        return isDisabled(caller.subject()) || (!credentials.isEmpty() && caller.credential().kind() != Kind.KEPT
                && credentials.containsKey(caller.credential().id()));
    }

    public boolean isDisabled(String subject) {
        return !disabled.isEmpty() && disabled.contains(subject);
    }
}
