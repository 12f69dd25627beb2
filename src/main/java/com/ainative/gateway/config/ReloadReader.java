package com.ainative.gateway.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code reload}. */
final class ReloadReader {

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");
    private static final ValueType<Integer> SHARE = text -> {
        Matcher written = PERCENT.matcher(text);
        if (!written.matches() || Integer.parseInt(written.group(1)) > 100) {
            throw WrongValueException.of("is not a percentage from 0% to 100%, such as 5%");
        }
        return Integer.parseInt(written.group(1));
    };

    private ReloadReader() {
    }

    static ReloadConfig read(ConfigNode reload) {
        ReloadConfig usual = ReloadConfig.DEFAULT;
        ReloadConfig read = new ReloadConfig(reload.get("watch", ValueType.duration(Duration.ZERO), usual.watch()),
                reload.get("error-increase", SHARE, usual.errorIncrease()),
                reload.get("min-requests", ValueType.integer(1, 1_000_000), usual.minRequests()),
                reload.get("drain", ValueType.duration(Duration.ZERO), usual.drain()),
                reload.get("keep", ValueType.integer(2, 1_000), usual.keep()),
                reload.get("route-jars", ValueType.flag(), usual.routeJars()));
        reload.noOtherKeys();
        return read;
    }
}
