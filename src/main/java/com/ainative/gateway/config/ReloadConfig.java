package com.ainative.gateway.config;

import java.time.Duration;

/**
 * How routes and configuration change while the gateway runs.
 *
 * @param watch how long a new generation's failures are held against the old one's; zero does not watch
 * @param errorIncrease percentage points by which the share of failed requests may rise before the new one is rolled back
 * @param minRequests requests a new generation must have answered before it is judged
 * @param drain how long what runs in an old generation may still take, streams included
 * @param keep good generations that are kept to go back to
 * @param routeJars whether compiled routes in {@code routes/lib} take part: they may do whatever the process may
 */
public record ReloadConfig(Duration watch, int errorIncrease, int minRequests, Duration drain, int keep,
        boolean routeJars) {

    public static final ReloadConfig DEFAULT = new ReloadConfig(Duration.ofSeconds(30), 5, 20, Duration.ofMinutes(15),
            20, false);
}
