package com.ainative.gateway.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a text has to be: makes a value of it, or says what would be right. */
@FunctionalInterface
public interface ValueType<T> {

    Duration SHORTEST = Duration.ofMillis(1);
    Duration LONGEST = Duration.ofDays(365);

    T parse(String text);

    static ValueType<Integer> integer(int min, int max) {
        return text -> {
            String wrong = "is not a whole number from " + min + " to " + max;
            // Nine digits always fit an int.
            if (!text.matches("-?[0-9]{1,9}")) {
                throw WrongValueException.of(wrong);
            }
            int value = Integer.parseInt(text);
            if (value < min || value > max) {
                throw WrongValueException.of(wrong);
            }
            return value;
        };
    }

    static ValueType<Boolean> flag() {
        return text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw WrongValueException.of("is neither true nor false");
        };
    }

    /** Any text with a letter in it. */
    static ValueType<String> text() {
        return text -> {
            if (text.isBlank()) {
                throw WrongValueException.of("is empty");
            }
            return text;
        };
    }

    static ValueType<String> matching(Pattern pattern, String wrong) {
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw WrongValueException.of(wrong);
            }
            return text;
        };
    }

    /** A file that is there; a relative path starts at {@code folder}. */
    static ValueType<Path> file(Path folder) {
        return text -> {
            try {
                Path file = folder.resolve(text).normalize();
                if (Files.isRegularFile(file) && Files.isReadable(file)) {
                    return file;
                }
            } catch (InvalidPathException unthinkable) {
                throw WrongValueException.of("cannot be a file's path");
            }
            throw WrongValueException
                    .of("is not a file that can be read; paths are relative to the folder of gateway.yaml");
        };
    }

    static ValueType<String> oneOf(List<String> words) {
        return text -> {
            if (!words.contains(text)) {
                throw WrongValueException
                        .of("is not one of " + String.join(", ", words) + Names.didYouMean(text, words));
            }
            return text;
        };
    }

    /** One of the names that stand elsewhere in the file; any where none could be read there. */
    static ValueType<String> reference(String kind, Set<String> known) {
        return text -> {
            if (!known.isEmpty() && !known.contains(text)) {
                throw WrongValueException.unknown(kind, known);
            }
            return text;
        };
    }

    /** What routes, breakers and metrics are named after. */
    static ValueType<String> shortName() {
        return matching(Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
                "is not a name; use up to 64 letters, digits, '.', '_' and '-', with a letter or digit first");
    }

    /** One of an enum's constants, written in lower case. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
        return text -> Enum.valueOf(type, oneOf(words).parse(text).toUpperCase(Locale.ROOT));
    }

    /** A time to wait, at least a millisecond. */
    static ValueType<Duration> duration() {
        return duration(SHORTEST);
    }

    static ValueType<Duration> duration(Duration min) {
        return duration(min, LONGEST);
    }

    static ValueType<Duration> duration(Duration min, Duration max) {
        return text -> {
            Duration value = Durations.parse(text);
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw WrongValueException.of("is out of range; at least " + Durations.write(min) + ", at most "
                        + Durations.write(max));
            }
            return value;
        };
    }

    static ValueType<DataSize> size(DataSize min, DataSize max) {
        return text -> {
            DataSize value = DataSize.parse(text);
            if (value.bytes() < min.bytes() || value.bytes() > max.bytes()) {
                throw WrongValueException.of("is out of range; at least " + min + ", at most " + max);
            }
            return value;
        };
    }
}
