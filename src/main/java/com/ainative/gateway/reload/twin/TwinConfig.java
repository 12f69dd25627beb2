package com.ainative.gateway.reload.twin;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.config.ListenConfig;
import com.ainative.gateway.config.ListenConfig.Cors;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.ProviderConfig.Timeouts;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.StoreConfig;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The same configuration with stand-ins for providers, on a free loopback port: no provider's address, key or header is in
 * it any more.
 */
public final class TwinConfig {

    private static final HostPort FREE = new HostPort("127.0.0.1", 0);
    private static final Secret KEY = new Secret("stand-in");
    private static final Cors NO_BROWSER = new Cors(List.of(), List.of(), List.of(), Duration.ZERO);

    private TwinConfig() {
    }

    /**
     * @param standIn where the one that stands in for a provider is called
     * @param configured whether it counts as a provider that has its key
     */
    public static GatewayConfig of(GatewayConfig config, Function<ProviderConfig, URI> standIn,
            Predicate<ProviderConfig> configured) {
        Map<String, ProviderConfig> providers = new LinkedHashMap<>();
        config.providers().forEach((name, provider) -> providers.put(name,
                provider(provider, standIn.apply(provider), configured.test(provider))));
        return new GatewayConfig(listen(config.listen()), config.auth(), config.tiers(), providers, config.models(),
                config.transform(), config.reload(), StoreConfig.DEFAULT, config.ingest(), config.jobs());
    }

    private static ListenConfig listen(ListenConfig live) {
        return new ListenConfig(FREE, FREE, live.maxBody(), live.maxHeader(), live.headerTimeout(), live.bodyTimeout(),
                live.idleTimeout(), live.writeTimeout(), Duration.ZERO, NO_BROWSER, live.proxies(), null);
    }

    /** It is in no hurry, for a stand-in never is. */
    private static ProviderConfig provider(ProviderConfig live, URI url, boolean configured) {
        Duration patience = Twin.PATIENCE;
        return new ProviderConfig(live.name(), live.dialect(), url, KEY, configured, true, Map.of(),
                new Timeouts(patience, patience, patience, patience), live.maxAnswer(), null, null, live.breaker(),
                live.idempotent());
    }
}
