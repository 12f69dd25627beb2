package com.ainative.gateway.config;

import com.ainative.gateway.config.TransformRule.Redaction;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the list {@code transform}, whose rules may hold for given models and tiers only. */
final class TransformReader {

    private static final int LONGEST_PATTERN = 1000;
    private static final Pattern STAND_IN = Pattern.compile("x");
    /** A pattern that finds nothing, yet finds it, would put its replacement between all letters. */
    private static final List<String> PROBES = List.of("", "a", "\n", IntStream.rangeClosed(' ', '~')
            .mapToObj(Character::toString).collect(Collectors.joining()));

    private final Set<String> models;
    private final Set<String> tiers;

    TransformReader(Set<String> models, Set<String> tiers) {
        this.models = models;
        this.tiers = tiers;
    }

    List<TransformRule> read(ConfigNode transform) {
        return transform.items().stream().map(this::rule).toList();
    }

    private TransformRule rule(ConfigNode node) {
        TransformRule read = new TransformRule(
                node.child("models").list(ValueType.reference("model", models), List.of()),
                node.child("tiers").list(ValueType.reference("tier", tiers), List.of()),
                node.find("rename-model", ValueType.text()), node.get("strip-reasoning", ValueType.flag(), false),
                node.child("redact").items().stream().map(TransformReader::redaction).toList());
        node.noOtherKeys();
        return read;
    }

    private static Redaction redaction(ConfigNode node) {
        Redaction read = new Redaction(node.require("pattern", TransformReader::pattern, STAND_IN),
                node.get("replacement", text -> text, "[redacted]"),
                node.get("longest", ValueType.integer(1, 65_536), 256));
        node.noOtherKeys();
        return read;
    }

    private static Pattern pattern(String text) {
        if (text.length() > LONGEST_PATTERN) {
            throw WrongValueException.of("is longer than " + LONGEST_PATTERN + " characters");
        }
        try {
            Pattern pattern = Pattern.compile(text);
            if (PROBES.stream().anyMatch(probe -> findsNothing(pattern.matcher(probe)))) {
                throw WrongValueException.of("matches the empty string; let it need at least one character");
            }
            return pattern;
        } catch (PatternSyntaxException broken) {
            // Its description only: its message repeats the pattern, which may come from the environment.
            throw WrongValueException.of("is not a regular expression: " + broken.getDescription());
        }
    }

    private static boolean findsNothing(Matcher matcher) {
        return matcher.results().anyMatch(match -> match.start() == match.end());
    }
}
