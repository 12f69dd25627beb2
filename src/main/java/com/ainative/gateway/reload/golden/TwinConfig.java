package com.ainative.gateway.reload.golden;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.config.ListenConfig;
import com.ainative.gateway.config.ListenConfig.Cors;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.ProviderConfig.Timeouts;
import com.ainative.gateway.config.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same configuration with stand-ins for providers, on a free loopback port: no provider's address, key or header is in
 * it any more.
 */
final class TwinConfig {

    private static final HostPort FREE = new HostPort("127.0.0.1", 0);
    private static final Secret KEY = new Secret("golden");
    private static final Cors NO_BROWSER = new Cors(List.of(), List.of(), List.of(), Duration.ZERO);

    private TwinConfig() {
    }

    static GatewayConfig of(GatewayConfig config, StandIns standIns) {
        Map<String, ProviderConfig> providers = new LinkedHashMap<>();
        config.providers().forEach((name, provider) -> providers.put(name, provider(provider, standIns)));
        return new GatewayConfig(listen(config.listen()), config.auth(), config.tiers(), providers, config.models(),
                config.transform(), config.reload());
    }

    /** Where the twin listens: nobody but goldens finds it there. */
    static ListenConfig listen(ListenConfig live) {
        return new ListenConfig(FREE, FREE, live.maxBody(), live.maxHeader(), live.headerTimeout(), live.bodyTimeout(),
                live.idleTimeout(), live.writeTimeout(), Duration.ZERO, NO_BROWSER, null);
    }

    /** It counts as configured, so that goldens hold where nobody has keys; and is in no hurry, for a stand-in never is. */
    private static ProviderConfig provider(ProviderConfig live, StandIns standIns) {
        Duration patience = DryRun.PATIENCE;
        return new ProviderConfig(live.name(), live.dialect(), standIns.url(live), KEY, true, true, Map.of(),
                new Timeouts(patience, patience, patience, patience), live.maxAnswer(), null, null, live.breaker());
    }
}
