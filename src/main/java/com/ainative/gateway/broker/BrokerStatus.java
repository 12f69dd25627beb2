package com.ainative.gateway.broker;

import com.ainative.gateway.config.HostPort;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a broker is.
 *
 * @param kind {@code embedded}, {@code artemis}, {@code amqp} or {@code kafka}
 * @param trouble why it is away; null where it is there
 * @param listening where clients reach the broker in this process; null where it takes none
 * @param waiting messages in the queues that are subscribed to, by queue; those are missing that cannot be counted
 */
public record BrokerStatus(String kind, @Nullable String trouble, @Nullable HostPort listening,
        Map<String, Long> waiting) {

    public BrokerStatus {
        waiting = Map.copyOf(waiting);
    }

    /** Of one in another process. */
    BrokerStatus(String kind, @Nullable String trouble, Map<String, Long> waiting) {
        this(kind, trouble, null, waiting);
    }
}
