package com.ainative.gateway.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the section {@code tiers}; without it there are {@code free} and {@code pro}. */
final class TiersReader {

    private static final ValueType<Integer> A_MINUTE = ValueType.integer(1, 100_000_000);

    private TiersReader() {
    }

    static Map<String, TierConfig> read(ConfigNode tiers) {
        Map<String, TierConfig> read = new LinkedHashMap<>();
        if (!tiers.holdsSomething()) {
            read.put("free", new TierConfig("free", 20));
            read.put("pro", new TierConfig("pro", 600));
            return read;
        }
        tiers.entries().forEach((name, tier) -> {
            tier.nameIs(ValueType.shortName(), name);
            tier.later("tokens-per-minute", "concurrent", "money-per-day");
            read.put(name, new TierConfig(name, tier.require("requests-per-minute", A_MINUTE, 1)));
            tier.noOtherKeys();
        });
        tiers.requireEntries("holds no tier; leave the section out for free and pro");
        return read;
    }
}
