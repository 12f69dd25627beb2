package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.check.Part.Element;
import com.ainative.gateway.reload.check.Part.Items;
import com.ainative.gateway.reload.check.Part.Options;
import com.ainative.gateway.reload.check.Part.Text;
import com.ainative.gateway.reload.check.Shape.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one file's YAML by Camel's schema. What does not fit is told and left out; what fits is returned, for others to
 * judge what it means.
 */
final class SchemaReader {

    private static final Set<Tag> TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ);
    /** Aliases make a small file stand for a large one; so many nodes no honest file has. */
    private static final int MOST_NODES = 50_000;
    /** More than any file can be deep without aliases. */
    private static final int DEEPEST = 40;

    private final Schema schema = Schema.camel();
    private final SourceFile file;
    private final Findings findings;
    private final SchemaWords words;
    private int nodes;
    private int depth;

    SchemaReader(SourceFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.words = new SchemaWords(file, findings);
    }

    /** The entries of the list that a file is. */
    List<Element> read(Node root) {
        List<Element> elements = new ArrayList<>();
        if (!(root instanceof SequenceNode list)) {
            problem(root, "expected a list of routes and the like, such as '- route:', found " + words.kind(root));
            return elements;
        }
        for (Node entry : list.getValue()) {
            Element element = form(entry, entry, "", schema.top());
            if (element != null) {
                elements.add(element);
            }
        }
        if (nodes > MOST_NODES) {
            elements.clear(); // told already; to judge each would take as long as the file would have liked
        }
        return elements;
    }

    private @Nullable Part part(Node node, Node at, String key, Member member) {
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            if (nodes == MOST_NODES + 1 || depth == DEEPEST + 1) {
                problem(node, "stands for too much: aliases (*name) repeat too many or too deep parts");
            }
            return null;
        }
        if (!TAGS.contains(node.getTag())) {
            problem(node, "the tag " + Names.quote(node.getTag().getValue()) + " means nothing here");
            return null;
        }
        if (node instanceof ScalarNode scalar && !Scope.isKnown(scalar.getValue())) {
            problem(node, "holds a character that is private to Unicode, and means nothing here");
            return null;
        }
        depth++;
        try {
            return switch (member) {
                case Member.Text text -> text(node, key, text);
                case Member.Items items -> items(node, key, items);
                case Member.Open open -> options(node, key);
                case Member.Form form -> form(node, at, key, schema.of(form));
            };
        } finally {
            depth--;
        }
    }

    private @Nullable Text text(Node node, String key, Member.Text member) {
        if (!(node instanceof ScalarNode scalar)) {
            problem(node, key + " must be a single value, found " + words.kind(node));
            return null;
        }
        return words.isValue(scalar, key, member) ? new Text(scalar) : null;
    }

    private @Nullable Items items(Node node, String key, Member.Items member) {
        if (!(node instanceof SequenceNode list)) {
            problem(node, key + " must be a list, found " + words.kind(node));
            return null;
        }
        List<Part> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            Part part = part(item, item, key, member.item());
            if (part != null) {
                items.add(part);
            }
        }
        return new Items(node, items);
    }

    private @Nullable Options options(Node node, String key) {
        if (!(node instanceof MappingNode mapping)) {
            problem(node, key + " must be names with values, found " + words.kind(node));
            return null;
        }
        Map<String, Text> options = new LinkedHashMap<>();
        entries(mapping).forEach((name, tuple) -> {
            if (part(tuple.getValueNode(), tuple.getKeyNode(), name,
                    new Member.Text(Member.Kind.STRING, List.of())) instanceof Text text) {
                // Camel reads them so too, and then both ways to write an option are one.
                options.put(StringHelper.dashToCamelCase(name), text);
            }
        });
        return new Options(node, options);
    }

    private @Nullable Element form(Node node, Node at, String key, Shape shape) {
        Map<String, Part> members = new LinkedHashMap<>();
        if (node instanceof ScalarNode scalar && shape.shorthand() != null) {
            Member member = shape.members().get(shape.shorthand());
            Part part = member == null ? null : part(node, at, key, member);
            if (part != null) {
                members.put(shape.shorthand(), part);
            }
            return words.isNothing(scalar, key) ? null : new Element(shape.type(), key, at, members);
        }
        if (!(node instanceof MappingNode mapping)) {
            problem(node, words.expected(key, shape) + ", found " + words.kind(node));
            return null;
        }
        Map<String, NodeTuple> entries = entries(mapping);
        entries.forEach((name, tuple) -> {
            Member member = words.isRefused(name, shape) ? null : shape.members().get(name);
            if (member == null) {
                problem(tuple.getKeyNode(), words.unknown(name, key, shape));
                return;
            }
            Part part = part(tuple.getValueNode(), tuple.getKeyNode(), name, member);
            if (part != null) {
                members.put(name, part);
            }
        });
        words.missing(node, at, key, shape, entries.keySet());
        return new Element(shape.type(), key, at, members);
    }

    /** By key; a key that is no text or stands twice is told. */
    private Map<String, NodeTuple> entries(MappingNode mapping) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        Map<String, Node> first = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(tuple.getKeyNode(), "a key must be a text, found " + words.kind(tuple.getKeyNode()));
                continue;
            }
            Node other = first.putIfAbsent(StringHelper.dashToCamelCase(key.getValue()), key);
            if (other == null) {
                entries.put(key.getValue(), tuple);
            } else {
                problem(key, Names.quote(key.getValue()) + " is here twice; the other is in "
                        + Place.of(file, other).seenFrom(Place.of(file, key)));
            }
        }
        return entries;
    }

    private void problem(Node at, String message) {
        findings.problem(Place.of(file, at), message);
    }
}
