package com.ainative.gateway.provider;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.ModelConfig;
import com.ainative.gateway.config.ModelConfig.Strategy;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.Request;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step: who could answer, and how are they asked? Sets the variable {@code plan}. Providers without
 * a key are left out, and so are those that asked to be left alone, unless nobody else is left: then the caller is told
 * to come back.
 */
public final class PlanProviders implements Processor {

    /** A model with those of its targets that have a key. */
    private record Planned(Strategy strategy, List<TargetConfig> configured) {
    }

    private final Map<String, Planned> models;
    private final Cooldowns cooldowns;

    public PlanProviders(Map<String, ModelConfig> models, Map<String, ProviderConfig> providers, Cooldowns cooldowns) {
        this.models = models.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                model -> planned(model.getValue(), providers)));
        this.cooldowns = cooldowns;
    }

    private static Planned planned(ModelConfig model, Map<String, ProviderConfig> providers) {
        return new Planned(model.strategy(), model.providers().stream().filter(target -> {
            ProviderConfig provider = providers.get(target.provider());
            return provider != null && provider.configured();
        }).toList());
    }

    @Override
    public void process(Exchange exchange) {
        String name = exchange.getVariable(ChatRequest.VARIABLE, ChatRequest.class).model();
        Planned model = models.get(name);
        if (model == null) {
            throw ErrorCode.MODEL_NOT_FOUND.at("model",
                    "The model '" + shown(name) + "' does not exist here; GET /v1/models lists those that do.")
                    .toException();
        }
        List<TargetConfig> configured = model.configured;
        if (configured.isEmpty()) {
            throw ErrorCode.OVERLOADED.because("No provider of model '" + name
                    + "' has its API key; the operator sets it in the environment the gateway starts with.")
                    .toException();
        }
        List<TargetConfig> ready = ready(configured);
        if (ready.isEmpty()) {
            Duration wait = configured.stream().map(target -> cooldowns.left(target.id()))
                    .min(Comparator.naturalOrder()).orElse(Duration.ZERO);
            throw ErrorCode.RATE_LIMITED.because("Every provider of model '" + name + "' is at its limit.")
                    .withRetryAfter(wait).toException();
        }
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        exchange.setVariable(ProviderPlan.VARIABLE,
                new ProviderPlan(model.strategy, configured, ready, request.cancellation()));
    }

    /** The usual case costs nothing: all of them. */
    private List<TargetConfig> ready(List<TargetConfig> configured) {
        for (TargetConfig target : configured) {
            if (!cooldowns.left(target.id()).isZero()) {
                return configured.stream().filter(other -> cooldowns.left(other.id()).isZero()).toList();
            }
        }
        return configured;
    }

    /** What a caller sent is quoted back, but not without end. */
    private static String shown(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "...";
    }
}
