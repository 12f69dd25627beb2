package com.ainative.gateway.admin;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.Request;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark of a path of the admin API. What is wrong with it is a 400. */
final class QueryParameters {

    private QueryParameters() {
    }

    static @Nullable String text(Exchange exchange, String name) {
        return exchange.getVariable(Request.VARIABLE, Request.class).queryParameter(name);
    }

    /** False where it is not said. */
    static boolean flag(Exchange exchange, String name) {
        String value = text(exchange, name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw ErrorCode.INVALID_REQUEST.because(name + " is neither true nor false.").toException();
        }
        return "true".equals(value);
    }

    /** From 1 on. */
    static int count(Exchange exchange, String name, int usual, int most) {
        String value = text(exchange, name);
        int count = value == null ? usual : value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
        if (count < 1 || count > most) {
            throw ErrorCode.INVALID_REQUEST.because(name + " is not a whole number from 1 to " + most + ".")
                    .toException();
        }
        return count;
    }
}
