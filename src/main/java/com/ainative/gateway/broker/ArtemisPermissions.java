package com.ainative.gateway.broker;

import com.ainative.gateway.config.IngestConfig;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.core.security.CheckType;

/**
 * What a client may do at the embedded broker. Whatever is not named here is refused, above all everything that manages
 * the broker. Temporary queues belong to whom they were made for, until they are gone.
 */
final class ArtemisPermissions {

    private static final Set<String> OPERATING = Set.of("operator", "admin");
    /** Neither the broker's own addresses nor names that mean more than one queue. */
    private static final Pattern ORDINARY = Pattern.compile("(?!activemq\\.)[A-Za-z0-9_][A-Za-z0-9._@-]{0,249}");

    /** Of one user at a time: each takes memory, and its address a place on disk. */
    static final int MOST_TEMPORARY = 100;

    private final IngestConfig config;
    private final ConcurrentMap<String, String> owners = new ConcurrentHashMap<>();

    ArtemisPermissions(IngestConfig config) {
        this.config = config;
    }

    /**
     * @param address as Artemis writes it: {@code address} or {@code address::queue}
     */
    boolean allows(TokenCheck.Who who, CheckType check, String address) {
        String queue = queueOf(address);
        if (!ORDINARY.matcher(queue).matches()) {
            return false;
        }
        boolean operating = who.roles().stream().anyMatch(OPERATING::contains);
        return switch (check) {
            case SEND -> queue.equals(config.queue()) || operating;
            case CONSUME -> owns(who, queue) || mayHave(who, queue, operating);
            case BROWSE -> operating && isAnswer(queue);
            case CREATE_ADDRESS -> own(who, queue) || mayHave(who, queue, operating);
            case CREATE_NON_DURABLE_QUEUE -> own(who, queue);
            case DELETE_NON_DURABLE_QUEUE -> owns(who, queue);
            // Asked after the queue is gone, and its owner forgotten.
            case DELETE_ADDRESS -> TemporaryQueues.named(queue)
                    && who.subject().equals(owners.getOrDefault(queue, who.subject()));
            case CREATE_DURABLE_QUEUE -> mayHave(who, queue, operating);
            case DELETE_DURABLE_QUEUE, MANAGE, VIEW, EDIT -> false;
        };
    }

    /** A queue is gone, and with it whose it was. */
    void forget(String queue) {
        owners.remove(queue);
    }

    /** The one name an address and its queue share; a queue below another's address has none that is allowed. */
    private static String queueOf(String address) {
        int colons = address.indexOf("::");
        if (colons < 0) {
            return address;
        }
        String queue = address.substring(colons + 2);
        return queue.equals(address.substring(0, colons)) ? queue : "";
    }

    private boolean mayHave(TokenCheck.Who who, String queue, boolean operating) {
        return operating ? isAnswer(queue) : config.isOwn(queue, who.subject());
    }

    private boolean isAnswer(String queue) {
        return config.isForReplies(queue) || queue.equals(config.deadLetters());
    }

    private boolean own(TokenCheck.Who who, String queue) {
        return TemporaryQueues.named(queue) && (owns(who, queue) || mayHaveMore(who))
                && who.subject().equals(owners.computeIfAbsent(queue, absent -> who.subject()));
    }

    private boolean mayHaveMore(TokenCheck.Who who) {
        return owners.values().stream().filter(who.subject()::equals).count() < MOST_TEMPORARY;
    }

    private boolean owns(TokenCheck.Who who, String queue) {
        return who.subject().equals(owners.get(queue));
    }
}
