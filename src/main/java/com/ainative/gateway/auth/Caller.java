package com.ainative.gateway.auth;

import java.util.List;

/** Who a verified token speaks for; the exchange variable {@link #VARIABLE}. */
public record Caller(String subject, String tier, List<String> roles) {

    public static final String VARIABLE = "caller";
}
