package com.ainative.gateway.limit;

import com.ainative.gateway.auth.Budget;
import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Grants;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.config.TierConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step: may this tier call now? Takes one request from the caller's bucket, or fails with a 429 that says when to return. */
public final class Admit implements Processor {

    /** The exchange variable of what gives back what was taken from a budget. */
    private static final String SPENT = "spent";

    private final Map<String, TierConfig> tiers;
    private final RequestLimits limits;
    private final Revocations revocations;
    private final Budgets budgets;
    private final InstantSource clock;

    /** @param revocations since a request was accepted, which may have been long ago */
    public Admit(Map<String, TierConfig> tiers, RequestLimits limits, Revocations revocations, Budgets budgets,
            InstantSource clock) {
        this.tiers = tiers;
        this.limits = limits;
        this.revocations = revocations;
        this.budgets = budgets;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Caller caller = exchange.getVariable(Caller.VARIABLE, Caller.class);
        if (revocations.isDisabled(caller.subject())) {
            throw ErrorCode.ACCOUNT_DISABLED.because("The account this was accepted from is disabled.").toException();
        }
        TierConfig tier = tiers.get(caller.tier());
        if (tier == null) {
            throw ErrorCode.UNKNOWN_TIER.because("The token's tier is not one this gateway knows; ask for a new token.")
                    .toException();
        }
        Integer own = caller.grants().requestsPerMinute();
        take(exchange, tier.name(), caller.subject(), own == null ? tier.requestsPerMinute() : own,
                own == null ? "tier " + tier.name() : "this account");
        for (Grants.Limit also : caller.grants().limits()) {
            take(exchange, "", also.holder(), also.requestsPerMinute(), also.holder());
        }
        Grants.Spending spending = caller.grants().budget();
        if (spending != null) {
            exchange.setVariable(SPENT, budgets.take(spending).orElseThrow(() -> nothingLeft(spending)));
        }
    }

    /** Gives back what was spent of a budget, for the request is not answered, or is counted once more. May block. */
    public static void giveBack(Exchange exchange) {
        if (exchange.removeVariable(SPENT) instanceof Runnable back) {
            back.run();
        }
    }

    private GatewayException nothingLeft(Grants.Spending spending) {
        Budget budget = spending.budget();
        Instant now = clock.instant();
        Instant next = budget.per().next(now);
        return ErrorCode.BUDGET_SPENT
                .because("The budget of " + spending.holder() + ", " + budget + ", is spent; it begins anew at " + next
                        + ".")
                .withRetryAfter(Duration.between(now, next)).toException();
    }

    /** @param whose it is, for the caller to read */
    private void take(Exchange exchange, String tier, String holder, int perMinute, String whose) {
        Admission admission = limits.take(tier, holder, perMinute);
        exchange.setVariable(Admission.VARIABLE, admission);
        LimitHeaders.write(admission, exchange.getMessage());
        if (!admission.admitted()) {
            throw ErrorCode.RATE_LIMITED
                    .because("Rate limit reached for " + whose + ": " + perMinute + " requests a minute. Try again in "
                            + LimitHeaders.text(admission.retryAfter()) + ".")
                    .withRetryAfter(admission.retryAfter()).toException();
        }
    }
}
