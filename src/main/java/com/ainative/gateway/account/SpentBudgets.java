package com.ainative.gateway.account;

import com.ainative.gateway.auth.Grants;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.limit.Budgets;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is spent of budgets in the store, so that it holds over restarts and for all gateways. Each request of a key
 * with a budget is a change on disk; where that cannot be made, none is let in.
 */
final class SpentBudgets implements Budgets {

    private static final Logger LOG = LoggerFactory.getLogger(SpentBudgets.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** How long what was spent is kept: a month and the one before. */
    private static final Duration KEPT = Duration.ofDays(62);

    private final Store store;
    private final InstantSource clock;

    SpentBudgets(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<Runnable> take(Grants.Spending spending) {
        String period = spending.budget().per().name(clock.instant());
        long most = spending.budget().requests();
        try {
            boolean taken = store.write(handle -> {
                handle.execute("insert into budget_spent (holder, period, spent) values (?, ?, 0)"
                        + " on conflict do nothing", spending.holder(), period);
                return handle.execute("update budget_spent set spent = spent + 1"
                        + " where holder = ? and period = ? and spent < ?", spending.holder(), period, most) == 1;
            });
            return taken ? Optional.of(() -> giveBack(spending.holder(), period)) : Optional.empty();
        } catch (StoreAwayException e) {
            throw ErrorCode.OVERLOADED
                    .because("This key has a budget, and the store that counts it is away. Try again.")
                    .withRetryAfter(RETRY).toException();
        }
    }

    private void giveBack(String holder, String period) {
        try {
            store.write(handle -> handle.execute("update budget_spent set spent = spent - 1"
                    + " where holder = ? and period = ? and spent > 0", holder, period));
        } catch (StoreAwayException e) {
            LOG.debug("one request of {} stays spent: {}", holder, e.getMessage());
        }
    }

    /** Within a change: forgets periods that are long over. */
    void forgetOld(Handle handle) {
        handle.execute("delete from budget_spent where period < ?",
                clock.instant().minus(KEPT).toString().substring(0, 7));
    }
}
