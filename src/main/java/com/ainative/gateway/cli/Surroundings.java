package com.ainative.gateway.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param environment the variables of the process
 * @param home where the launcher stands; the folders config, routes and data are looked for here
 * @param clock the time
 * @param pace how long a simulated provider takes for a word
 * @param stay how a command that does not end by itself goes on
 */
public record Surroundings(Map<String, String> environment, Path home, InstantSource clock, Duration pace, Stay stay) {

    /** Those of this process. The launcher says where it stands; without it that is the current folder. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("ainative.home", "")),
                InstantSource.system(), Duration.ofMillis(40), new UntilStopped());
    }

    /** The folder that was named, seen from the current one, or else the usual one. */
    Path folder(@Nullable Path named, String usual) {
        return named == null ? home.resolve(usual) : named;
    }

    /** Keeps a command running. */
    @FunctionalInterface
    public interface Stay {

        /** Returns, if ever, when {@code running} is closed. */
        void until(AutoCloseable running) throws Exception;
    }
}
