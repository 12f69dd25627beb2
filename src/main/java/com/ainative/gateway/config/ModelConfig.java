package com.ainative.gateway.config;

import java.util.List;

/** A model callers may ask for, and who answers it. */
public record ModelConfig(String name, Strategy strategy, List<TargetConfig> providers) {

    public ModelConfig {
        providers = List.copyOf(providers);
    }

    /** How several providers are asked. */
    public enum Strategy {
        /** One after the other, until one answers. */
        ORDER,
        /** All at once; the first content wins and the others are cancelled. */
        RACE
    }
}
