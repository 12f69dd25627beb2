package com.ainative.gateway.reload;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ListenConfig;
import com.ainative.gateway.config.LoadedConfig;
import com.ainative.gateway.config.Position;
import com.ainative.gateway.config.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The settings that belong to the process and not to a generation: a listener that is bound stays as it is. */
final class StaticSettings {

    private static final Map<String, Function<ListenConfig, ?>> LISTEN = Map.of("http", ListenConfig::http, "admin",
            ListenConfig::admin, "max-header", ListenConfig::maxHeader, "header-timeout", ListenConfig::headerTimeout,
            "idle-timeout", ListenConfig::idleTimeout, "drain", ListenConfig::drain, "tls",
            listen -> Objects.toString(listen.tls()));

    private StaticSettings() {
    }

    /** What is opened once, whole. */
    private static final Map<String, Function<GatewayConfig, ?>> OPENED_ONCE = Map.of("auth.signing",
            config -> Arrays.asList(config.auth().signing().keystore(), config.auth().signing().password()), "store",
            GatewayConfig::store,
            "ingest", config -> Optional.ofNullable(config.ingest()), "jobs", GatewayConfig::jobs);

    /** A problem for each that would change. */
    static List<Problem> changes(GatewayConfig running, LoadedConfig candidate, String file) {
        List<Problem> changes = new ArrayList<>();
        LISTEN.forEach((name, setting) -> {
            Object now = setting.apply(running.listen());
            if (!now.equals(setting.apply(candidate.config().listen()))) {
                changes.add(problem(candidate, file, "listen." + name, "listen",
                        "the running gateway has " + (name.equals("tls") ? "another" : now)));
            }
        });
        OPENED_ONCE.forEach((name, setting) -> {
            if (!setting.apply(running).equals(setting.apply(candidate.config()))) {
                changes.add(problem(candidate, file, name, name, "the running gateway has other settings"));
            }
        });
        return changes;
    }

    private static Problem problem(LoadedConfig candidate, String file, String path, String section, String running) {
        Position at = candidate.places().getOrDefault(path,
                candidate.places().getOrDefault(section, Position.START));
        return new Problem(file, path, at.line(), at.column(), "needs a restart: " + running);
    }
}
