package com.ainative.gateway.admin;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.error.ErrorCode;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step: may this caller do what is asked? Fails with a 403 for callers without one of the roles. */
final class RequireRole implements Processor {

    static final RequireRole OPERATOR = new RequireRole("operator", "admin");
    static final RequireRole ADMIN = new RequireRole("admin");

    private final List<String> roles;

    /** @param roles one of which is needed; the first is enough */
    private RequireRole(String... roles) {
        this.roles = List.of(roles);
    }

    @Override
    public void process(Exchange exchange) {
        Caller caller = exchange.getVariable(Caller.VARIABLE, Caller.class);
        if (caller.roles().stream().noneMatch(roles::contains)) {
            throw ErrorCode.ROLE_MISSING
                    .because("This needs the role " + String.join(" or ", roles) + "; `ainative token --role "
                            + roles.getFirst() + "` mints such a token.")
                    .toException();
        }
    }
}
