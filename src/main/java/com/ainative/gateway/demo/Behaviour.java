package com.ainative.gateway.demo;

import java.time.Duration;

/** How a simulated provider treats the calls that reach it from now on. */
public sealed interface Behaviour {

    /** Answers in full, and waits this long before each word. */
    record Answers(Duration perWord) implements Behaviour {
    }

    /** Refuses with this status: 429 for a limit, 500 or 503 for an illness. */
    record Refuses(int status) implements Behaviour {
    }

    /** Takes the request and never says a word. */
    record KeepsSilent() implements Behaviour {
    }

    /** Begins like {@link Answers} and drops the connection after so many words; a plain answer breaks off within. */
    record BreaksOff(Duration perWord, int words) implements Behaviour {
    }
}
