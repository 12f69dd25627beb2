package com.ainative.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway.yaml} as a whole; every reference in it resolves.
 *
 * @param listen where and how the gateway serves
 * @param auth whose tokens are believed
 * @param tiers by name; what a caller of that tier may do
 * @param providers by name; who can be asked
 * @param models by name; what callers may ask for
 * @param transform rules on answers, in order
 * @param reload how all of this changes while the gateway runs
 * @param store where accepted work is kept
 * @param ingest the broker requests may come from; null where there is none
 * @param jobs how accepted work is done
 */
public record GatewayConfig(ListenConfig listen, AuthConfig auth, Map<String, TierConfig> tiers,
        Map<String, ProviderConfig> providers, Map<String, ModelConfig> models, List<TransformRule> transform,
        ReloadConfig reload, StoreConfig store, @Nullable IngestConfig ingest, JobsConfig jobs) {

    public GatewayConfig {
        // Not Map.copyOf: models are listed in the order of the file.
        tiers = Collections.unmodifiableMap(new LinkedHashMap<>(tiers));
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        transform = List.copyOf(transform);
    }

    /** Whether every provider of a model does a request once that comes twice under one key. */
    public boolean isRepeatable(String model) {
        ModelConfig asked = models.get(model);
        return asked != null && asked.providers().stream().map(target -> providers.get(target.provider()))
                .allMatch(provider -> provider != null && provider.idempotent());
    }
}
