package com.ainative.gateway.provider;

import com.ainative.gateway.chat.ChatAnswer;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.provider.ProviderOutcome.Answered;
import com.ainative.gateway.provider.ProviderOutcome.Refused;
import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Aggregation of a race: the first who answers wins, and the calls to all others are cancelled. */
public final class BestOutcome implements AggregationStrategy {

    @Override
    public Exchange aggregate(@Nullable Exchange best, Exchange next) {
        Object arrived = next.getMessage().getBody();
        if (best != null && best.getMessage().getBody() instanceof Answered) {
            if (arrived instanceof Answered late) {
                cancel(late, next);
            }
            return best;
        }
        if (arrived instanceof Answered winner) {
            next.getVariable(ProviderPlan.VARIABLE, ProviderPlan.class).won(winner.target());
        }
        return best == null || rank(arrived) > rank(best.getMessage().getBody()) ? next : best;
    }

    private static int rank(@Nullable Object outcome) {
        return switch (outcome) {
            case Answered answered -> 3;
            case Refused refused -> 2;
            case Unavailable unavailable -> 1;
            case null, default -> 0;
        };
    }

    /** It finished between the winner's answer and its own cancellation. */
    private static void cancel(Answered late, Exchange exchange) {
        if (late.answer() instanceof ChatAnswer.Streamed streamed) {
            exchange.getVariable(Request.VARIABLE, Request.class).context()
                    .runOnContext(turn -> streamed.chunks().cancel());
        }
    }
}
