package com.ainative.gateway.job;

import org.jdbi.v3.core.Handle;

/** Jobs that could not be answered, for operators and for the queue that tells of them. */
final class DeadLetters {

    private static final String ID = "dead-letter";

    private DeadLetters() {
    }

    /** A copy goes to the queue of dead letters, where there is one; the table keeps the job itself. */
    static void address(Handle handle, String job) {
        JobTable.insert(handle, job, new Address(Address.Kind.DEAD_LETTER, "", null, ID), true);
    }
}
