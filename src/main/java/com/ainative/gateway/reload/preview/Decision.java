package com.ainative.gateway.reload.preview;

import com.ainative.gateway.config.ModelConfig.Strategy;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.limit.Admission;
import com.ainative.gateway.provider.ProviderPlan;
import com.ainative.gateway.reload.preview.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What routes have made of a request before any provider is asked. What comes of asking is no part of it.
 *
 * @param admission as {@code admit} has set it; null where the request did not come to that
 */
record Decision(Verdict verdict, @Nullable Admission admission) {

    private static final Failure LIMITED = ErrorCode.RATE_LIMITED.because("");
    private static final String LET_THROUGH = "let through";

    /** How it ended. */
    sealed interface Verdict {
    }

    /** @param code OpenAI's, or its type; empty where the answer is no error of the gateway's */
    record Refused(int status, String code) implements Verdict {

        static Refused with(Failure failure) {
            String code = failure.code();
            return new Refused(failure.status(), code == null ? failure.type() : code);
        }

        String told() {
            return code.isEmpty() ? String.valueOf(status) : status + " " + code;
        }
    }

    /** Providers are asked: those that the operator has chosen, whether one of them rests just now or not. */
    record Asks(Strategy strategy, List<String> targets) implements Verdict {

        static Asks of(ProviderPlan plan) {
            return new Asks(plan.strategy(), plan.configured().stream().map(Asks::name).toList());
        }

        private static String name(TargetConfig target) {
            return target.provider() + "/" + target.model();
        }
    }

    /** The routes answer by themselves. */
    record Answers() implements Verdict {
    }

    /** Reads what the steps have left in an exchange whose route is done. */
    static Decision of(Exchange exchange) {
        return new Decision(verdict(exchange), exchange.getVariable(Admission.VARIABLE, Admission.class));
    }

    private static Verdict verdict(Exchange exchange) {
        ProviderPlan plan = exchange.getVariable(ProviderPlan.VARIABLE, ProviderPlan.class);
        if (plan != null) {
            return Asks.of(plan);
        }
        if (exchange.getException() != null) {
            return Refused.with(ErrorCode.INTERNAL.because(""));
        }
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status == null || status < 400) {
            return new Answers();
        }
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return caught instanceof GatewayException known && known.failure().status() == status
                ? Refused.with(known.failure())
                : new Refused(status, "");
    }

    /** Every provider rested, which says something of the moment and nothing of the routes. */
    boolean isOfTheMoment() {
        return verdict.equals(Refused.with(LIMITED)) && admission != null && admission.admitted();
    }

    /** What differs when the same request is decided so instead. */
    List<Difference> differences(Decision then) {
        List<Difference> found = new ArrayList<>(2);
        boolean comparable = hasComeToAdmission() && then.hasComeToAdmission();
        boolean sameLimit = comparable && limit().equals(then.limit());
        if (comparable && !sameLimit) {
            found.add(new Difference(Kind.LIMIT, limit(), then.limit()));
        }
        if (sameLimit && (isLimited() || then.isLimited())) {
            // How much of it the caller has left, a twin cannot know; and a generation that keeps a limit keeps that, too.
            return found;
        }
        if (!verdict.equals(then.verdict)) {
            boolean refusal = verdict instanceof Refused || then.verdict instanceof Refused;
            found.add(refusal
                    ? new Difference(Kind.REFUSAL, refusal(), then.refusal())
                    : new Difference(Kind.PROVIDERS, providers(), then.providers()));
        }
        return found;
    }

    private boolean hasComeToAdmission() {
        return admission != null || !(verdict instanceof Refused);
    }

    private boolean isLimited() {
        return admission != null && !admission.admitted();
    }

    private String limit() {
        return admission == null ? "no limit" : admission.limit() + " a minute";
    }

    private String refusal() {
        return verdict instanceof Refused refused ? refused.told() : LET_THROUGH;
    }

    private String providers() {
        return verdict instanceof Asks asks
                ? asks.targets.stream().collect(
                        Collectors.joining(", ", asks.strategy == Strategy.RACE ? "race: " : "", ""))
                : "none";
    }
}
