package com.ainative.gateway.config;

import java.util.List;

/**
 * A configuration that was read without a problem.
 *
 * @param config what it says
 * @param notices what an operator should know all the same, one line each, with file, line and column
 */
public record LoadedConfig(GatewayConfig config, List<String> notices) {

    public LoadedConfig {
        notices = List.copyOf(notices);
    }
}
