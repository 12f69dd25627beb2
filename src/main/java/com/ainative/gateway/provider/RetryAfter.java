package com.ainative.gateway.provider;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How long a provider asks to be left alone, never more than a minute whatever it says. */
final class RetryAfter {

    private static final Duration MOST = Duration.ofMinutes(1);
    /** For a provider that names no time. */
    private static final Duration UNSAID = Duration.ofSeconds(1);

    private RetryAfter() {
    }

    static Duration read(MultiMap headers, InstantSource clock) {
        String millis = headers.get("retry-after-ms");
        if (millis != null) {
            return clamped(number(millis), Duration.ofMillis(1));
        }
        String value = headers.get("retry-after");
        if (value == null) {
            return UNSAID;
        }
        Double seconds = number(value);
        if (seconds != null) {
            return clamped(seconds, Duration.ofSeconds(1));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME);
            double until = (double) Duration.between(clock.instant(), date.toInstant()).toMillis();
            return clamped(until, Duration.ofMillis(1));
        } catch (DateTimeParseException e) {
            return UNSAID;
        }
    }

    private static @Nullable Double number(String text) {
        try {
            double number = Double.parseDouble(text.trim());
            return Double.isNaN(number) ? null : (Double) number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Duration clamped(@Nullable Double amount, Duration unit) {
        if (amount == null) {
            return UNSAID;
        }
        double millis = Math.min(Math.max(0, amount * (double) unit.toMillis()), (double) MOST.toMillis());
        return Duration.ofMillis((long) Math.ceil(millis));
    }
}
