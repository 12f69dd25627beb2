package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.check.Shape.Choice;
import com.ainative.gateway.reload.check.Shape.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Says in words what does not fit the schema, and what would. */
final class SchemaWords {

    private static final String STEP = "ProcessorDefinition";
    private static final String TOP = "top";
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    /** Every element has them; nobody looks for them. */
    private static final Set<String> COMMON = Set.of("id", "description", "note", "disabled");
    /** Steps that Camel takes with no expression, too. */
    private static final Set<String> WITHOUT_EXPRESSION = Set.of("SortDefinition");

    private final SourceFile file;
    private final Findings findings;

    SchemaWords(SourceFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    String kind(Node node) {
        return switch (node.getNodeType()) {
            case MAPPING -> "keys with values";
            case SEQUENCE -> "a list";
            case SCALAR -> node instanceof ScalarNode scalar && isNull(scalar) ? "nothing" : "a single value";
            case ANCHOR -> "an anchor";
        };
    }

    private static boolean isNull(ScalarNode node) {
        return node.isPlain() && NOTHING.contains(node.getValue());
    }

    /** Tells of a value that is not there. */
    boolean isNothing(ScalarNode node, String key) {
        if (isNull(node)) {
            problem(node, key + " holds no value");
        }
        return isNull(node);
    }

    boolean isValue(ScalarNode node, String key, Member.Text member) {
        String value = node.getValue();
        if (isNothing(node, key)) {
            return false;
        }
        if (value.contains("{{")) {
            return true;
        }
        switch (member.kind()) {
            case NUMBER -> {
                if (!value.matches("-?\\d{1,18}(\\.\\d{1,9})?")) {
                    problem(node, key + " must be a number, found " + Names.quote(value));
                    return false;
                }
            }
            case BOOLEAN, STRING -> {
                if (!member.allowed().isEmpty() && !isOneOf(value, member.allowed())) {
                    problem(node, key + " must be one of " + String.join(", ", member.allowed()) + ", found "
                            + Names.quote(value) + Names.didYouMean(value, member.allowed()));
                    return false;
                }
            }
        }
        return true;
    }

    /** As Camel reads enumerations: neither case nor the way words are joined matters. */
    private static boolean isOneOf(String value, List<String> allowed) {
        return allowed.stream().anyMatch(each -> plain(each).equals(plain(value)));
    }

    private static String plain(String value) {
        return value.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    String expected(String key, Shape shape) {
        return switch (shape.type()) {
            case TOP -> "expected one of " + String.join(", ", Allowed.ELEMENTS);
            case STEP -> "expected a step, such as 'to:'";
            default -> key + " must be keys with values";
        };
    }

    /** Camel knows it, and routes may not have it. */
    boolean isRefused(String name, Shape shape) {
        return shape.type().equals(TOP) && shape.members().containsKey(name) && !Allowed.ELEMENTS.contains(name);
    }

    String unknown(String name, String key, Shape shape) {
        if (isRefused(name, shape)) {
            return Allowed.refusedElement(name);
        }
        return switch (shape.type()) {
            case TOP -> "unknown element " + Names.quote(name) + Names.didYouMean(name, Allowed.ELEMENTS)
                    + "; a file is a list of " + String.join(", ", Allowed.ELEMENTS);
            case STEP -> "unknown step " + Names.quote(name) + Names.didYouMean(name, shape.members().keySet());
            default -> "unknown option " + Names.quote(name) + " of " + key
                    + Names.didYouMean(name, shape.members().keySet()) + "; known: "
                    + String.join(", ", known(shape));
        };
    }

    private static List<String> known(Shape shape) {
        List<String> known = new ArrayList<>(shape.members().keySet());
        shape.choices().stream().filter(Choice::isOfLanguages)
                .forEach(languages -> known.removeIf(name -> !Allowed.LANGUAGES.contains(name)
                        && !name.equals("expression") && languages.names().contains(name)));
        known.sort(Comparator.<String>comparingInt(name -> shape.required().contains(name) ? 0 : 1)
                .thenComparingInt(name -> COMMON.contains(name) ? 1 : 0));
        return known;
    }

    /** Tells what must be there and is not, and what is there too often. */
    void missing(Node node, Node at, String key, Shape shape, Collection<String> given) {
        if (shape.type().equals(STEP) || shape.type().equals(TOP)) {
            exactlyOne(node, shape, given);
            return;
        }
        for (String required : shape.required()) {
            if (!given.contains(required)) {
                problem(at, key + " needs " + article(required));
            }
        }
        for (Choice choice : shape.choices()) {
            List<String> chosen = given.stream().filter(choice.names()::contains).toList();
            if (chosen.size() > 1) {
                problem(at, key + " takes one of " + String.join(" and ", chosen) + ", not both");
            } else if (chosen.isEmpty() && isNeeded(choice, shape)) {
                problem(at, key + (choice.isOfLanguages()
                        ? " needs an expression, such as 'simple:' or 'constant:'"
                        : " needs one of " + String.join(", ", choice.names())));
            }
        }
    }

    private void exactlyOne(Node node, Shape shape, Collection<String> given) {
        if (given.size() > 1) {
            problem(node, (shape.type().equals(STEP) ? "a step" : "an entry") + " has exactly one key, found "
                    + String.join(", ", given.stream().limit(5).map(Names::quote).toList())
                    + "; mind how far each line is indented");
        } else if (given.isEmpty()) {
            problem(node, (shape.type().equals(STEP) ? "a step" : "an entry") + " has exactly one key, found none");
        }
    }

    /** The schema knows no optional choices but says that all are. */
    private static boolean isNeeded(Choice choice, Shape shape) {
        boolean only = shape.choices().size() == 1 || choice.isOfLanguages();
        return !choice.optional() || (only && !WITHOUT_EXPRESSION.contains(shape.type()));
    }

    private static String article(String name) {
        return (name.matches("[aeio].*") ? "an " : "a ") + name;
    }

    private void problem(Node at, String message) {
        findings.problem(Place.of(file, at), message);
    }
}
