package com.ainative.gateway.provider;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.ModelConfig;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.Request;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Step: who could answer, and how are they asked? Sets the variables {@code plan} and {@code strategy}. Providers without
 * a key are left out, and so are those that asked to be left alone, unless nobody else is left: then the caller is told
 * to come back.
 */
public final class PlanProviders implements Processor {

    private final Map<String, ModelConfig> models;
    private final Map<String, ProviderConfig> providers;
    private final Cooldowns cooldowns;

    public PlanProviders(Map<String, ModelConfig> models, Map<String, ProviderConfig> providers, Cooldowns cooldowns) {
        this.models = models;
        this.providers = providers;
        this.cooldowns = cooldowns;
    }

    @Override
    public void process(Exchange exchange) {
        String name = exchange.getVariable(ChatRequest.VARIABLE, ChatRequest.class).model();
        ModelConfig model = models.get(name);
        if (model == null) {
            throw ErrorCode.MODEL_NOT_FOUND.at("model",
                    "The model '" + shown(name) + "' does not exist here; GET /v1/models lists those that do.")
                    .toException();
        }
        List<TargetConfig> configured = model.providers().stream()
                .filter(target -> providers.containsKey(target.provider())
                        && providers.get(target.provider()).configured())
                .toList();
        if (configured.isEmpty()) {
            throw ErrorCode.OVERLOADED.because("No provider of model '" + name
                    + "' has its API key; the operator sets it in the environment the gateway starts with.")
                    .toException();
        }
        List<TargetConfig> ready = configured.stream().filter(target -> cooldowns.left(target.id()).isZero()).toList();
        if (ready.isEmpty()) {
            Duration wait = configured.stream().map(target -> cooldowns.left(target.id()))
                    .min(Comparator.naturalOrder()).orElse(Duration.ZERO);
            throw ErrorCode.RATE_LIMITED.because("Every provider of model '" + name + "' is at its limit.")
                    .withRetryAfter(wait).toException();
        }
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        exchange.setVariable(ProviderPlan.VARIABLE, new ProviderPlan(model.strategy(), ready, request.cancellation()));
        exchange.setVariable("strategy", model.strategy().name().toLowerCase(Locale.ROOT));
    }

    /** What a caller sent is quoted back, but not without end. */
    private static String shown(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "...";
    }
}
