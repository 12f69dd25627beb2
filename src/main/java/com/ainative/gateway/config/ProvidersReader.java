package com.ainative.gateway.config;

import com.ainative.gateway.config.ProviderConfig.Breaker;
import com.ainative.gateway.config.ProviderConfig.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code providers}. */
final class ProvidersReader {

    private static final ValueType<String> DIALECT = ValueType.oneOf(List.of("openai", "anthropic"));
    private static final ValueType<DataSize> ANSWER = ValueType.size(DataSize.ofKiB(1), DataSize.ofGiB(1));
    private static final URI STAND_IN = URI.create("https://provider.invalid");

    private ProvidersReader() {
    }

    static Map<String, ProviderConfig> read(ConfigNode providers) {
        Map<String, ProviderConfig> read = new LinkedHashMap<>();
        providers.entries().forEach((name, provider) -> {
            provider.nameIs(ValueType.shortName(), name);
            read.put(name, provider(name, provider));
        });
        providers.requireEntries("holds no provider; name at least one, with its dialect and base-url");
        return read;
    }

    private static ProviderConfig provider(String name, ConfigNode node) {
        String dialect = node.require("dialect", DIALECT, "openai");
        boolean allowPrivate = node.get("allow-private", ValueType.flag(), false);
        URI baseUrl = node.require("base-url", HttpUrl.baseUrl(allowPrivate), STAND_IN);
        Key key = key(node.child("api-key"));
        ProviderConfig read = new ProviderConfig(name, dialect, baseUrl, key.secret(), key.configured(), allowPrivate,
                HttpHeaders.read(node.child("headers")), timeouts(node.child("timeouts")),
                node.get("max-answer", ANSWER, DataSize.ofMiB(16)), node.find("proxy", HttpUrl.proxy()),
                node.find("ca", ValueType.file(node.folder())), breaker(node.child("breaker")),
                node.get("idempotent", ValueType.flag(), false));
        node.noOtherKeys();
        return read;
    }

    /** No key at all is a provider that wants none; an empty one is a provider nobody has set up. */
    private static Key key(ConfigNode node) {
        if (node.isAbsent()) {
            return new Key(null, true);
        }
        String value = node.value(text -> text.isEmpty() ? text : HttpHeaders.VALUE.parse(text));
        return value == null || value.isEmpty() ? new Key(null, false) : new Key(new Secret(value), true);
    }

    private static Timeouts timeouts(ConfigNode node) {
        Timeouts read = new Timeouts(node.get("connect", ValueType.duration(), Duration.ofSeconds(2)),
                node.get("first-byte", ValueType.duration(), Duration.ofSeconds(30)),
                node.get("idle", ValueType.duration(), Duration.ofSeconds(60)),
                node.get("total", ValueType.duration(), Duration.ofMinutes(10)));
        node.noOtherKeys();
        return read;
    }

    private static Breaker breaker(ConfigNode node) {
        int window = node.get("window", ValueType.integer(1, 10_000), 20);
        Breaker read = new Breaker(node.get("failures", ValueType.integer(1, 100), 50), window,
                node.get("minimum", ValueType.integer(1, 10_000), Math.min(10, window)),
                node.get("open", ValueType.duration(), Duration.ofSeconds(10)),
                node.get("probes", ValueType.integer(1, 3), 3));
        if (read.minimum() > window) {
            node.child("minimum").problem("is more calls than the window looks back on, which is " + window);
        }
        node.noOtherKeys();
        return read;
    }

    private record Key(@Nullable Secret secret, boolean configured) {
    }
}
