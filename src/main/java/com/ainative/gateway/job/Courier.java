package com.ainative.gateway.job;

import java.util.List;
import java.util.Map;

/** Brings answers to where they go. */
public interface Courier {

    /** What came of one. */
    sealed interface Receipt {

        /** It is there. */
        record Delivered() implements Receipt {
        }

        /** It cannot be brought now; try again, and do not count it. */
        record Away(String why) implements Receipt {
        }

        /** It was refused; try again a few times. */
        record Refused(String why) implements Receipt {
        }

        /** It will never be taken. */
        record Undeliverable(String why) implements Receipt {
        }
    }

    /**
     * Brings them all; blocks until it is known of each.
     *
     * @return by the delivery's id
     */
    Map<String, Receipt> bring(List<Delivery> deliveries);
}
