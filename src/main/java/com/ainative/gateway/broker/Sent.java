package com.ainative.gateway.broker;

/** What became of a message that was to be sent. */
public sealed interface Sent {

    /** The broker has it on disk. */
    record Taken() implements Sent {
    }

    /** The broker is there, and will never take it. */
    record Undeliverable(String why) implements Sent {
    }

    /** Its queue took nothing, as it is full or the broker is away; the broker may have the message all the same. */
    record Away(String why) implements Sent {
    }

    /** It was not sent, as the broker seems to be away. */
    record Untried(String why) implements Sent {
    }

    /**
     * For those who can only go on when it was taken.
     *
     * @throws BrokerAwayException when it was not, and may be later
     * @throws UndeliverableException when it never will be
     */
    default void orThrow() {
        switch (this) {
            case Taken taken -> {
                // as it should be
            }
            case Undeliverable(String why) -> throw new UndeliverableException(why, null);
            case Away(String why) -> throw new BrokerAwayException(why, null);
            case Untried(String why) -> throw new BrokerAwayException(why, null);
        }
    }
}
