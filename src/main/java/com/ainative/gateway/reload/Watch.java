package com.ainative.gateway.reload;

import com.ainative.gateway.reload.Outcomes.Count;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what serves, and keeps the generation before it running for as long as it may have to serve again. Changed in a
 * change's turn alone; what it shows may be read at any time.
 */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final RecentOutcomes recent = new RecentOutcomes();
    private final Retirement retirement;
    private volatile @Nullable Probation probation;

    Watch(Retirement retirement) {
        this.retirement = retirement;
    }

    boolean isOn() {
        return probation != null;
    }

    /** The one that still runs beside the one that serves. */
    Optional<Live> before() {
        return Optional.ofNullable(probation).map(Probation::before);
    }

    /** The revisions that serve or may have to again. */
    Set<Integer> running(Live now) {
        int serving = now.revision().number();
        return before().map(before -> Set.of(serving, before.revision().number())).orElse(Set.of(serving));
    }

    /** From now on the new one's failures are held against the old one's. */
    void begin(Live before, Live next) {
        end(next.config().reload().drain());
        double usual = recent.usualFailures(before.outcomes().count(), next.config().reload().minRequests());
        recent.forget();
        if (next.config().reload().watch().isZero()) {
            retirement.retire(before.generation(), next.config().reload().drain());
        } else {
            probation = new Probation(before, usual, next.config().reload(), System.nanoTime());
        }
    }

    /** The one before is not needed any more. */
    void end(Duration drain) {
        Optional<Live> before = before();
        probation = null;
        before.ifPresent(old -> retirement.retire(old.generation(), drain));
    }

    /** The one before serves again. */
    void goneBack() {
        probation = null;
        recent.forget();
    }

    /**
     * Looks once.
     *
     * @return why what serves must go; empty where it may stay
     */
    Optional<String> verdict(Live now, long nowNanos) {
        Count count = now.outcomes().count();
        recent.sample(count, nowNanos, now.config().reload().watch().toNanos());
        Probation watched = probation;
        if (watched == null) {
            return Optional.empty();
        }
        Optional<String> verdict = watched.verdict(count);
        if (verdict.isEmpty() && watched.isOver(nowNanos)) {
            end(now.config().reload().drain());
            LOG.info("generation {} is watched no more: {} of {} requests failed", now.revision().generation(),
                    count.failed(), count.judged());
        }
        return verdict;
    }
}
