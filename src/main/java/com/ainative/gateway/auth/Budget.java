package com.ainative.gateway.auth;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may be made in a period, all gateways together; then no more until the next begins.
 *
 * @param requests at least 1
 */
public record Budget(long requests, Period per) {

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,11})/(day|month)");

    /** By the calendar, in UTC. */
    public enum Period {
        DAY,
        MONTH;

        /** The one that {@code now} is in. */
        public String name(Instant now) {
            LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
            return this == DAY ? day.toString() : YearMonth.from(day).toString();
        }

        /** When the next begins. */
        public Instant next(Instant now) {
            LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
            LocalDate next = this == DAY ? day.plusDays(1) : day.withDayOfMonth(1).plusMonths(1);
            return next.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }

    /** Null for what is no budget; one is written {@code 1000/day}. */
    public static @Nullable Budget of(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? new Budget(Long.parseLong(written.group(1)),
                        Period.valueOf(written.group(2).toUpperCase(Locale.ROOT)))
                : null;
    }

    @Override
    public String toString() {
        return requests + "/" + per.name().toLowerCase(Locale.ROOT);
    }
}
