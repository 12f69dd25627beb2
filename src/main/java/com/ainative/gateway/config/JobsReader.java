package com.ainative.gateway.config;

import com.ainative.gateway.config.JobsConfig.OnUnknown;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code jobs}. */
final class JobsReader {

    private static final List<String> ON_UNKNOWN = List.of("park", "retry", "retry-idempotent");

    private static final int SHORTEST_KEY = 24;
    private static final ValueType<String> SECRET = text -> {
        try {
            if (text.isEmpty() || WebhooksConfig.key(text).length >= SHORTEST_KEY) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw WrongValueException.hidden("begins with whsec_, and what follows is not base64");
        }
        throw WrongValueException.hidden("is too short to sign with; use at least " + SHORTEST_KEY
                + " characters, or whsec_ and the base64 of 32 random bytes");
    };

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
                jobs.get("keep", ValueType.duration(Duration.ofMinutes(1)), usual.keep()),
                webhooks(jobs.child("webhooks")));
        jobs.noOtherKeys();
        return read;
    }

    /** Without a secret, or with an empty one, nothing is sent. */
    private static @Nullable WebhooksConfig webhooks(ConfigNode node) {
        if (!node.holdsSomething()) {
            return null;
        }
        String secret = node.require("secret", SECRET, "");
        Duration timeout = node.get("timeout", ValueType.duration(), Duration.ofSeconds(10));
        List<HostPort> allowPrivate = node.child("allow-private").list(HostPort::parse, List.of());
        node.noOtherKeys();
        return secret.isEmpty() ? null : new WebhooksConfig(new Secret(secret), timeout, Set.copyOf(allowPrivate));
    }
}
