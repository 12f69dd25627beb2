package com.ainative.gateway.provider;

import com.ainative.gateway.config.ModelConfig.Strategy;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked for one request, how, and what has come of it so far; the exchange variable {@link #VARIABLE}. It is the
 * one owner of retries: no target twice, and at most {@link #MOST_ATTEMPTS} in all.
 */
public final class ProviderPlan {

    public static final String VARIABLE = "plan";
    static final int MOST_ATTEMPTS = 3;

    private final Strategy strategy;
    private final List<TargetConfig> configured;
    private final List<TargetConfig> candidates;
    private final Cancellation request;
    private final List<Attempt> attempts = new ArrayList<>(MOST_ATTEMPTS);
    private final List<Unavailable> unavailable = new ArrayList<>();
    private @Nullable TargetConfig winner;
    private int asked;

    /**
     * @param configured all that the model has, whether they rest or not
     * @param candidates those of them that do not
     */
    ProviderPlan(Strategy strategy, List<TargetConfig> configured, List<TargetConfig> candidates,
            Cancellation request) {
        this.strategy = strategy;
        this.configured = configured;
        this.candidates = candidates.size() <= MOST_ATTEMPTS ? candidates : candidates.subList(0, MOST_ATTEMPTS);
        this.request = request;
    }

    public Strategy strategy() {
        return strategy;
    }

    /** What operators have decided; who of them is asked depends on the moment, too. */
    public List<TargetConfig> configured() {
        return configured;
    }

    List<TargetConfig> candidates() {
        return candidates;
    }

    /** One of the candidates, by its name in routes. */
    TargetConfig target(String id) {
        return candidates.stream().filter(candidate -> candidate.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalStateException(id + " is not in the plan"));
    }

    /** The next to ask in order; empty when none is left or nobody waits for an answer. */
    synchronized Optional<TargetConfig> next() {
        return asked < candidates.size() && !request.isCancelled()
                ? Optional.of(candidates.get(asked++))
                : Optional.empty();
    }

    private record Attempt(TargetConfig target, Cancellation cancellation) {
    }

    /** Begins a call to one target: what is returned cancels it, when the caller leaves or another target wins. */
    synchronized Cancellation attempt(TargetConfig target) {
        Attempt attempt = new Attempt(target, request.child());
        attempts.add(attempt);
        if (winner != null) {
            attempt.cancellation.cancel();
        }
        return attempt.cancellation;
    }

    /** The race is over: every other call is cancelled, and one that begins late is cancelled as it begins. */
    void won(TargetConfig target) {
        List<Attempt> begun;
        synchronized (this) {
            winner = target;
            begun = List.copyOf(attempts);
        }
        begun.stream().filter(attempt -> !attempt.target.equals(target)).forEach(loser -> loser.cancellation.cancel());
    }

    synchronized void failed(Unavailable outcome) {
        unavailable.add(outcome);
    }

    synchronized List<Unavailable> unavailable() {
        return List.copyOf(unavailable);
    }
}
