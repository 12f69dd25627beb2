package com.ainative.gateway.account;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.auth.Grants;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of an account, without its secret.
 *
 * @param line the id of the first of a line of keys, each made in place of the one before: what is spent of their limit
 *            and budget is theirs together
 * @param shown its first characters, to know it by
 * @param createdAt milliseconds since 1970
 * @param revokedAt milliseconds since 1970; null while it is good
 * @param successor the id of the key that was made in its place; null for none
 */
public record ApiKey(String id, String line, Account owner, String shown, Scope scope, long createdAt,
        @Nullable Long revokedAt, @Nullable String successor) {

    /** Whom it speaks for: never more than its owner, and never an operator. */
    Caller caller() {
        Grants of = owner.grants();
        List<Grants.Limit> limits = new ArrayList<>(of.limits());
        if (scope.requestsPerMinute() != null) {
            limits.add(new Grants.Limit(line, scope.requestsPerMinute()));
        }
        Long expires = scope.expiresAt();
        return new Caller(owner.id(), Objects.requireNonNullElse(scope.tier(), owner.tier()), List.of(),
                new Grants(Grants.both(of.models(), scope.models()), of.requestsPerMinute(), limits,
                        of.organisation(),
                        scope.budget() == null ? null : new Grants.Spending(line, scope.budget())),
                new Credential(Credential.Kind.KEY, id, expires == null ? Credential.NEVER : expires / 1_000));
    }

    /**
     * @param now milliseconds since 1970
     * @param from where it comes from; null where that is not known
     */
    boolean isGood(long now, @Nullable InetAddress from) {
        return revokedAt == null && owner.mayComeIn() && (scope.expiresAt() == null || now < scope.expiresAt())
                && scope.addresses().contain(from);
    }
}
