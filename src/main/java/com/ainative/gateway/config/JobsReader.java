package com.ainative.gateway.config;

import com.ainative.gateway.config.JobsConfig.OnUnknown;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Reads the section {@code jobs}. */
final class JobsReader {

    private static final List<String> ON_UNKNOWN = List.of("park", "retry", "retry-idempotent");

    private JobsReader() {
    }

    static JobsConfig read(ConfigNode jobs) {
        JobsConfig usual = JobsConfig.DEFAULT;
        String onUnknown = jobs.get("on-unknown", ValueType.oneOf(ON_UNKNOWN), "park");
        JobsConfig read = new JobsConfig(jobs.get("concurrent", ValueType.integer(1, 10_000), usual.concurrent()),
                jobs.get("tries", ValueType.integer(1, 100), usual.tries()),
                jobs.get("backoff", ValueType.duration(), usual.backoff()),
                OnUnknown.valueOf(onUnknown.toUpperCase(Locale.ROOT).replace('-', '_')),
                jobs.get("backlog", ValueType.integer(1, 10_000_000), usual.backlog()),
                jobs.get("keep", ValueType.duration(Duration.ofMinutes(1)), usual.keep()));
        jobs.noOtherKeys();
        return read;
    }
}
