package com.ainative.gateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of the file, or the place where one could be, with the path that leads there. Reads itself as what it should
 * be; what is wrong is noted, not thrown, and a stand-in returned that nobody gets to see: a file with a problem is
 * refused as a whole.
 */
public final class ConfigNode {

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]*");
    private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

    /**
     * What every node of one file shares.
     *
     * @param placeholders absent where a text means what it says
     */
    record Reading(@Nullable Placeholders placeholders, Findings findings, Path folder, Map<String, Position> places) {
    }

    private final @Nullable Node node;
    private final String path;
    /** Where the key stands that leads here; for an item of a list, the item. */
    private final Position key;
    private final Reading reading;
    /** Set where a problem above says all there is to say. */
    private final boolean muted;
    private final Set<String> known = new LinkedHashSet<>();
    private @Nullable Map<String, ConfigNode> entries;

    private ConfigNode(@Nullable Node node, String path, Position key, Reading reading, boolean muted) {
        this.node = node;
        this.path = path;
        this.key = key;
        this.reading = reading;
        this.muted = muted;
    }

    static ConfigNode root(Node node, Reading reading) {
        return new ConfigNode(node, "", Position.START, reading, false);
    }

    /**
     * The root of another file than the configuration, such as a golden: what stands in it is meant as it stands, and
     * nothing of the environment gets into it.
     *
     * @param needed what an empty file lacks, to read on from "is empty; "
     * @throws ProblemsException when it is no YAML
     */
    public static ConfigNode verbatim(SourceFile file, String needed, Findings findings) {
        return root(new YamlFile(file).root(needed), new Reading(null, findings, Path.of(""), new HashMap<>()));
    }

    public boolean isAbsent() {
        return node == null;
    }

    /** The keys that lead here, such as {@code expect.status}. */
    public String path() {
        return path;
    }

    /** Where the value stands; where there is none, the key above. */
    public Position at() {
        return node == null ? key : Position.of(node.getStartMark());
    }

    /** What stands here, as the parser saw it. */
    public @Nullable Node yaml() {
        return node;
    }

    /** A key with nothing behind it, as when all lines below are commented out, is a section left out. */
    public boolean holdsSomething() {
        return node != null && !isNothing(node);
    }

    Path folder() {
        return reading.folder();
    }

    // ---- keys and values

    /** What stands under {@code name}, present or not; from now on that key is known. */
    public ConfigNode child(String name) {
        known.add(name);
        ConfigNode child = entries().get(name);
        boolean wrongKind = holdsSomething() && !(node instanceof MappingNode);
        return child == null ? new ConfigNode(null, pathOf(name), key, reading, muted || wrongKind) : child;
    }

    /** Every key with its value, in the order of the file. */
    public Map<String, ConfigNode> entries() {
        if (entries == null) {
            entries = Collections.unmodifiableMap(readEntries());
        }
        return entries;
    }

    private Map<String, ConfigNode> readEntries() {
        Map<String, ConfigNode> read = new LinkedHashMap<>();
        if (node == null || isNothing(node)) {
            return read;
        }
        if (!(node instanceof MappingNode mapping)) {
            problem("expected keys with values, found " + kind(node));
            return read;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Position at = Position.of(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                reading.findings().problem(path, at, "a key must be a text, found " + kind(tuple.getKeyNode()));
                continue;
            }
            String name = scalar.getValue();
            ConfigNode entry = new ConfigNode(tuple.getValueNode(), pathOf(name), at, reading, false);
            reading.places().putIfAbsent(entry.path, at);
            ConfigNode first = read.putIfAbsent(name, entry);
            if (first != null) {
                entry.keyProblem("this key is here twice; the other is in line " + first.key.line());
            }
        }
        return read;
    }

    /** Notes every key that was never asked for. */
    public void noOtherKeys() {
        entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                String near = Names.didYouMean(name, known);
                entry.keyProblem("unknown key " + Names.quote(name) + (near.isEmpty() ? "." : near) + " Known here: "
                        + String.join(", ", known));
            }
        });
    }

    /** Accepts what later versions read, whatever it holds, and tells the operator that it does nothing yet. */
    void later(String... names) {
        for (String name : names) {
            ConfigNode entry = entries().get(name);
            if (entry != null) {
                known.add(name);
                reading.findings().notice(entry.path, entry.key, "read, but without effect in this version");
            }
        }
    }

    // ---- lists

    public List<ConfigNode> items() {
        List<ConfigNode> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                String itemPath = path + "[" + items.size() + "]";
                items.add(new ConfigNode(item, itemPath, Position.of(item.getStartMark()), reading, false));
            }
        } else if (node != null && !isNothing(node)) {
            problem("expected a list, such as [a, b], found " + kind(node));
        }
        return items;
    }

    /** The same where at least one is needed. */
    List<ConfigNode> requireItems(String message) {
        List<ConfigNode> items = items();
        if (node == null) {
            missing();
        } else if (items.isEmpty() && (isNothing(node) || node instanceof SequenceNode)) {
            problem(message);
        }
        return items;
    }

    /** The items read one by one; an absent list is {@code fallback}. */
    <T> List<T> list(ValueType<T> type, List<T> fallback) {
        if (!holdsSomething()) {
            return fallback;
        }
        List<T> values = new ArrayList<>();
        for (ConfigNode item : items()) {
            T value = item.value(type);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    // ---- scalars

    /** The value under {@code name}, or {@code fallback} where there is no such key. */
    public <T> T get(String name, ValueType<T> type, T fallback) {
        ConfigNode child = child(name);
        T value = child.isAbsent() ? null : child.value(type);
        return value == null ? fallback : value;
    }

    /** The value under {@code name}, which must be there; {@code standIn} only after a problem. */
    public <T> T require(String name, ValueType<T> type, T standIn) {
        T value = child(name).value(type);
        return value == null ? standIn : value;
    }

    /** The value under {@code name}; an empty one, such as an unset variable leaves, is none. */
    public <T> @Nullable T find(String name, ValueType<T> type) {
        ConfigNode child = child(name);
        if (!child.holdsSomething()) {
            return null;
        }
        String text = child.resolved();
        return text == null || text.isEmpty() ? null : child.parsed(text, type);
    }

    /** This value; absence is a problem. */
    public <T> @Nullable T value(ValueType<T> type) {
        String text = resolved();
        return text == null ? null : parsed(text, type);
    }

    private <T> @Nullable T parsed(String text, ValueType<T> type) {
        try {
            return type.parse(text);
        } catch (WrongValueException wrong) {
            problem(wrong.about(quoted()));
            return null;
        }
    }

    /** The text with its placeholders replaced, or nothing after a problem. */
    private @Nullable String resolved() {
        if (node == null) {
            missing();
            return null;
        }
        if (!(node instanceof ScalarNode scalar)) {
            problem("expected a single value, found " + kind(node));
            return null;
        }
        if (isNothing(node)) {
            problem("holds no value; write one, or leave the key out");
            return null;
        }
        if (!node.getTag().getValue().startsWith(STANDARD_TAGS)) {
            problem("the tag " + Names.quote(node.getTag().getValue()) + " means nothing here");
            return null;
        }
        try {
            Placeholders placeholders = reading.placeholders();
            return placeholders == null ? scalar.getValue() : placeholders.resolve(scalar.getValue());
        } catch (WrongValueException unresolved) {
            problem(unresolved.about(quoted()));
            return null;
        }
    }

    /** Whether the name this value stands under is of that type; a problem where it is not. */
    public boolean nameIs(ValueType<String> type, String name) {
        try {
            type.parse(name);
            return true;
        } catch (WrongValueException wrong) {
            keyProblem(wrong.about(Names.quote(name)));
            return false;
        }
    }

    /** What the file says, never what the environment made of it. */
    String quoted() {
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        return (reading.placeholders() != null && Placeholders.in(written) ? "the value of " : "")
                + Names.quote(written);
    }

    // ---- problems

    /** Notes what is wrong with the value. */
    public void problem(String message) {
        reading.findings().problem(path, at(), message);
    }

    /** Notes what an operator should know of the value, which is not wrong. */
    void notice(String message) {
        reading.findings().notice(path, at(), message);
    }

    /** Notes what is wrong with the name under which the value stands. */
    public void keyProblem(String message) {
        reading.findings().problem(path, key, message);
    }

    private void missing() {
        if (!muted) {
            keyProblem("is missing");
        }
    }

    /** Notes that the key is needed where it is not there; what stands behind it may be empty. */
    public void requireKey() {
        if (node == null) {
            missing();
        }
    }

    /** Notes that keys are needed here where there are none. */
    public void requireEntries(String message) {
        if (node == null) {
            missing();
        } else if (entries().isEmpty() && (isNothing(node) || node instanceof MappingNode)) {
            problem(message);
        }
    }

    private String pathOf(String name) {
        String shown = PLAIN_KEY.matcher(name).matches() ? name : Names.quote(name);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && NOTHING.contains(scalar.getValue());
    }

    private static String kind(Node node) {
        return switch (node.getNodeType()) {
            case MAPPING -> "keys with values";
            case SEQUENCE -> "a list";
            case SCALAR -> isNothing(node) ? "nothing" : "a single value";
            case ANCHOR -> "an anchor";
        };
    }
}
