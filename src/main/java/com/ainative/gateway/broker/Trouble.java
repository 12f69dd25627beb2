package com.ainative.gateway.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong with the connections to a broker. Each outage is logged once, and once that it is over. */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private final String broker;
    private final Map<Object, String> current = new ConcurrentHashMap<>();

    /** @param broker its address, without secrets */
    Trouble(String broker) {
        this.broker = broker;
    }

    /** One of those that use the broker cannot. */
    void is(Object whose, Throwable why) {
        String text = "The message broker " + broker + " is away: " + reason(why);
        boolean first = current.isEmpty();
        if (current.put(whose, text) == null && first) {
            LOG.warn("{} It is tried again every few seconds.", text);
        }
    }

    /** It can again. */
    void isOver(Object whose) {
        if (current.remove(whose) != null && current.isEmpty()) {
            LOG.info("The message broker {} is there again.", broker);
        }
    }

    /** Null where there is none. */
    @Nullable
    String text() {
        return current.values().stream().findFirst().orElse(null);
    }

    private static String reason(Throwable why) {
        String message = why.getMessage();
        return (message == null ? why.getClass().getSimpleName() : message.strip()) + (message != null
                && message.strip().endsWith(".") ? "" : ".");
    }
}
