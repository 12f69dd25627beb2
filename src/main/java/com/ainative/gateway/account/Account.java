package com.ainative.gateway.account;

import com.ainative.gateway.auth.Grants;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can come in. Its password is never part of it.
 *
 * @param email in lower case; null once it is deleted
 * @param models it may ask; null for all
 * @param requestsPerMinute in place of the tier's; null for those
 * @param createdAt milliseconds since 1970
 */
public record Account(String id, @Nullable String email, Role role, String tier, Status status,
        @Nullable Organisation organisation, @Nullable SortedSet<String> models, @Nullable Integer requestsPerMinute,
        long createdAt) {

    public boolean mayComeIn() {
        return status == Status.ACTIVE && (organisation == null || organisation.status() == Status.ACTIVE);
    }

    /** Within what its organisation may. */
    public Grants grants() {
        if (organisation == null) {
            return new Grants(models, requestsPerMinute, List.of(), null);
        }
        Integer together = organisation.requestsPerMinute();
        return new Grants(Grants.both(models, organisation.models()), requestsPerMinute,
                together == null ? List.of() : List.of(new Grants.Limit(organisation.id(), together)),
                organisation.id());
    }
}
