package com.ainative.gateway.auth;

import java.util.List;

/**
 * Who a verified credential speaks for; the exchange variable {@link #VARIABLE}.
 *
 * @param subject the id of an account, or what whoever minted the token chose
 * @param tier by name; empty for one that asks no model
 */
public record Caller(String subject, String tier, List<String> roles, Grants grants, Credential credential) {

    public static final String VARIABLE = "caller";

    public Caller {
        roles = List.copyOf(roles);
    }

    /** One about whom no more is known. */
    public Caller(String subject, String tier, List<String> roles) {
        this(subject, tier, roles, Grants.ALL, Credential.KEPT);
    }
}
