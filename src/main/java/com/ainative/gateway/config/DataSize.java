package com.ainative.gateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of bytes, written {@code 512}, {@code 64KiB}, {@code 16MiB} or {@code 1GiB}. */
public record DataSize(long bytes) {

    private static final long STEP = 1024;
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(KiB|MiB|GiB)?|[0-9]{1,18}");

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    public static DataSize ofKiB(long amount) {
        return new DataSize(Math.multiplyExact(amount, STEP));
    }

    public static DataSize ofMiB(long amount) {
        return new DataSize(Math.multiplyExact(amount, STEP * STEP));
    }

    public static DataSize ofGiB(long amount) {
        return new DataSize(Math.multiplyExact(amount, STEP * STEP * STEP));
    }

    /** The size; throws {@link WrongValueException} for any other text. */
    public static DataSize parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw WrongValueException
                    .of("is not a size; write bytes, or a number with KiB, MiB or GiB, such as 16MiB");
        }
        String unit = written.group(2);
        if (unit == null) {
            return new DataSize(Long.parseLong(text));
        }
        long amount = Long.parseLong(written.group(1));
        return switch (unit) {
            case "KiB" -> ofKiB(amount);
            case "MiB" -> ofMiB(amount);
            default -> ofGiB(amount);
        };
    }

    /** As it is written, in the largest unit that says it exactly and that {@link #parse} takes back. */
    @Override
    public String toString() {
        long amount = bytes;
        String unit = "";
        for (String next : new String[]{"KiB", "MiB", "GiB"}) {
            if (amount == 0 || amount % STEP != 0) {
                break;
            }
            amount /= STEP;
            unit = next;
        }
        return amount > 999_999_999 ? Long.toString(bytes) : amount + unit;
    }
}
