package com.ainative.gateway.reload;

import com.ainative.gateway.config.ListenConfig;
import com.ainative.gateway.config.LoadedConfig;
import com.ainative.gateway.config.Position;
import com.ainative.gateway.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The settings that belong to the process and not to a generation: a listener that is bound stays as it is. */
final class StaticSettings {

    private static final Map<String, Function<ListenConfig, ?>> LISTEN = Map.of("http", ListenConfig::http, "admin",
            ListenConfig::admin, "max-header", ListenConfig::maxHeader, "header-timeout", ListenConfig::headerTimeout,
            "idle-timeout", ListenConfig::idleTimeout, "drain", ListenConfig::drain, "tls",
            listen -> Objects.toString(listen.tls()));

    private StaticSettings() {
    }

    /** A problem for each that would change. */
    static List<Problem> changes(ListenConfig running, LoadedConfig candidate, String file) {
        List<Problem> changes = new ArrayList<>();
        LISTEN.forEach((name, setting) -> {
            Object now = setting.apply(running);
            if (!now.equals(setting.apply(candidate.config().listen()))) {
                String path = "listen." + name;
                Position at = candidate.places().getOrDefault(path,
                        candidate.places().getOrDefault("listen", Position.START));
                changes.add(new Problem(file, path, at.line(), at.column(),
                        "needs a restart: the running gateway has " + (name.equals("tls") ? "another" : now)));
            }
        });
        return changes;
    }
}
