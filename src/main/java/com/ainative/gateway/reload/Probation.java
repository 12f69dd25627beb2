package com.ainative.gateway.reload;

import com.ainative.gateway.config.ReloadConfig;
import com.ainative.gateway.reload.Outcomes.Count;
import java.util.Optional;

/** Holds a new generation's failures against the old one's for a while. */
final class Probation {

    private final Live before;
    private final double usual;
    private final ReloadConfig rules;
    private final long endNanos;

    /**
     * @param before the one to go back to; its routes still run
     * @param usual percent of its requests that failed of late
     * @param nowNanos {@link System#nanoTime}
     */
    Probation(Live before, double usual, ReloadConfig rules, long nowNanos) {
        this.before = before;
        this.usual = usual;
        this.rules = rules;
        this.endNanos = nowNanos + rules.watch().toNanos();
    }

    Live before() {
        return before;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - endNanos >= 0;
    }

    /** Why the generation must go, once that is clear. */
    Optional<String> verdict(Count since) {
        boolean enough = since.judged() >= rules.minRequests();
        return enough && since.failures() - usual > rules.errorIncrease()
                ? Optional
                        .of("%d of %d requests failed (%.0f%%), %.0f%% is usual; the limit is %d points more".formatted(
                                since.failed(), since.judged(), since.failures(), usual, rules.errorIncrease()))
                : Optional.empty();
    }
}
