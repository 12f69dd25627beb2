package com.ainative.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration that was read without a problem.
 *
 * @param config what it says
 * @param notices what an operator should know all the same, one line each, with file, line and column
 * @param places where each key stands, by its path
 * @param given a fingerprint of what came out of the environment and out of files; it holds none of it
 * @param files from which values came
 */
public record LoadedConfig(GatewayConfig config, List<String> notices, Map<String, Position> places,
        String given, Set<Path> files) {

    public LoadedConfig {
        notices = List.copyOf(notices);
        places = Map.copyOf(places);
        files = Set.copyOf(files);
    }
}
