package com.ainative.gateway.config;

import java.util.List;
import java.util.Map;

/**
 * A configuration that was read without a problem.
 *
 * @param config what it says
 * @param notices what an operator should know all the same, one line each, with file, line and column
 * @param places where each key stands, by its path
 */
public record LoadedConfig(GatewayConfig config, List<String> notices, Map<String, Position> places) {

    public LoadedConfig {
        notices = List.copyOf(notices);
        places = Map.copyOf(places);
    }
}
