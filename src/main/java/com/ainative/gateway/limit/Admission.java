package com.ainative.gateway.limit;

import java.time.Duration;

/**
 * What came of asking for one more request.
 *
 * @param limit requests a minute
 * @param remaining requests that may follow at once
 * @param reset until the whole limit is free again
 * @param retryAfter until the next request is let in; zero when this one was
 */
public record Admission(boolean admitted, long limit, long remaining, Duration reset, Duration retryAfter) {

    public static final String VARIABLE = "admission";
}
