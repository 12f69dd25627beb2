package com.ainative.gateway.broker;

import java.util.Optional;
import java.util.Set;

/** Tells whom a token speaks for; asked for each thing a client of the embedded broker does, so it must be quick. */
@FunctionalInterface
public interface TokenCheck {

    /** Takes no token at all. */
    TokenCheck NOBODY = token -> Optional.empty();

    /** @return empty when the token is wrong or no longer valid */
    Optional<Who> check(String token);

    /** Whom a token speaks for. */
    record Who(String subject, Set<String> roles) {

        public Who {
            roles = Set.copyOf(roles);
        }
    }
}
