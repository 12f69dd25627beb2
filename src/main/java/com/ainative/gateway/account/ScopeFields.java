package com.ainative.gateway.account;

import com.ainative.gateway.auth.Budget;
import com.ainative.gateway.config.AddressRange;
import com.ainative.gateway.config.Durations;
import com.ainative.gateway.config.WrongValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a key is to be for, as it is asked for in JSON. */
public final class ScopeFields {

    private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private ScopeFields() {
    }

    /**
     * @param tiers that there are
     * @param anyTier whether it may be another tier than its owner's, as an administrator decides
     */
    public static Scope read(Exchange exchange, Account owner, Set<String> tiers, boolean anyTier) {
        Fields body = Fields.of(exchange, "name", "tier", "models", "requests_per_minute", "budget", "addresses",
                "expires_at");
        String tier = body.optionalOneOf("tier", List.copyOf(tiers));
        if (tier != null && !anyTier && !tier.equals(owner.tier())) {
            throw Fields.wrong("tier", "is not yours; leave it out, or ask an administrator");
        }
        // Who moves to another tier takes his keys along.
        return new Scope(body.name("name"), anyTier ? tier : null, body.optionalTexts("models"),
                body.optionalCount("requests_per_minute"), budget(body.optionalText("budget")),
                addresses(body.optionalTexts("addresses")),
                expires(body.optionalText("expires_at")));
    }

    private static @Nullable Budget budget(@Nullable String text) {
        Budget budget = text == null ? null : Budget.of(text);
        if (text != null && budget == null) {
            throw Fields.wrong("budget", "is not a number of requests a day or month, such as 1000/day");
        }
        return budget;
    }

    private static AddressRanges addresses(@Nullable SortedSet<String> texts) {
        if (texts == null) {
            return new AddressRanges(null);
        }
        List<AddressRange> ranges = new ArrayList<>();
        for (String text : texts) {
            try {
                ranges.add(AddressRange.parse(text));
            } catch (WrongValueException e) {
                throw Fields.wrong("addresses", "holds what " + e.getMessage());
            }
        }
        return new AddressRanges(ranges);
    }

    private static @Nullable Long expires(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw Fields.wrong("expires_at", "is not an instant, such as 2027-01-31T12:00:00Z");
        }
    }

    /** How long an old key is good beside its successor. */
    public static Duration overlap(Exchange exchange) {
        String text = Fields.of(exchange, "overlap").optionalText("overlap");
        if (text == null) {
            return USUAL_OVERLAP;
        }
        try {
            Duration overlap = Durations.parse(text);
            if (overlap.compareTo(LONGEST_OVERLAP) <= 0 && !overlap.isNegative()) {
                return overlap;
            }
        } catch (WrongValueException e) {
            throw Fields.wrong("overlap", "is not a time, such as 0s, 1h or 7d");
        }
        throw Fields.wrong("overlap", "is longer than " + Durations.write(LONGEST_OVERLAP));
    }
}
