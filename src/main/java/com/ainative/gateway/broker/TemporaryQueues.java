package com.ainative.gateway.broker;

import java.util.regex.Pattern;

/**
 * Queues that live as long as the connection that made them. Artemis and its clients name them with a random UUID, which
 * makes the name itself the permission to send there: nobody can guess it.
 */
public final class TemporaryQueues {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private TemporaryQueues() {
    }

    /** Whether only a temporary queue is called so. */
    public static boolean named(String queue) {
        return NAME.matcher(queue).matches();
    }
}
