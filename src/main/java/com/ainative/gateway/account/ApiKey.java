package com.ainative.gateway.account;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.auth.Grants;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of an account, without its secret.
 *
 * @param shown its first characters, to know it by
 * @param createdAt milliseconds since 1970
 * @param revokedAt milliseconds since 1970; null while it is good
 */
public record ApiKey(String id, Account owner, String shown, Scope scope, long createdAt, @Nullable Long revokedAt) {

    /** Whom it speaks for: never more than its owner, and never an operator. */
    Caller caller() {
        Grants of = owner.grants();
        List<Grants.Limit> limits = new ArrayList<>(of.limits());
        if (scope.requestsPerMinute() != null) {
            limits.add(new Grants.Limit(id, scope.requestsPerMinute()));
        }
        Long expires = scope.expiresAt();
        return new Caller(owner.id(), Objects.requireNonNullElse(scope.tier(), owner.tier()), List.of(),
                new Grants(Grants.both(of.models(), scope.models()), of.requestsPerMinute(), limits,
                        of.organisation(),
                        scope.budget() == null ? null : new Grants.Spending(id, scope.budget())),
                new Credential(Credential.Kind.KEY, id, expires == null ? Credential.NEVER : expires / 1_000));
    }

    /** @param now milliseconds since 1970 */
    boolean isGood(long now) {
        return revokedAt == null && owner.mayComeIn() && (scope.expiresAt() == null || now < scope.expiresAt());
    }
}
