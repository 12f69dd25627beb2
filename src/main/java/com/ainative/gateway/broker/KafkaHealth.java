package com.ainative.gateway.broker;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who has which trouble with Kafka, told once for each outage. */
final class KafkaHealth {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);

    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();

    /**
     * Remembers a trouble.
     *
     * @param who a topic that is read, or {@code sending}
     */
    void away(String who, String trouble) {
        if (!trouble.equals(troubles.put(who, trouble))) {
            LOG.atWarn().addKeyValue("for", who).log("{}", trouble);
        }
    }

    void there(String who) {
        if (troubles.remove(who) != null) {
            LOG.atInfo().addKeyValue("for", who).log("Kafka is there again");
        }
    }

    /** Nobody asks for it any more. */
    void forget(String who) {
        troubles.remove(who);
    }

    /** One of them; null where there is none. */
    @Nullable
    String trouble() {
        return troubles.values().stream().findFirst().orElse(null);
    }
}
