package com.ainative.gateway.reload.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A piece of a route file that stands where Camel's schema expects it. */
sealed interface Part {

    Node node();

    record Text(ScalarNode node) implements Part {

        String value() {
            return node.getValue();
        }
    }

    record Items(Node node, List<Part> items) implements Part {
    }

    /** The parameters of an endpoint, each a single text. */
    record Options(Node node, Map<String, Text> options) implements Part {
    }

    /**
     * Something with members, or the text that is short for it.
     *
     * @param type the simple name of Camel's class for it
     * @param key what it stands under, as the operator knows it
     * @param node where to point to: its key, or for an item of a list the item
     */
    record Element(String type, String key, Node node, Map<String, Part> members) implements Part {

        @Nullable
        Text text(String member) {
            return members.get(member) instanceof Text text ? text : null;
        }

        String value(String member, String absent) {
            return members.get(member) instanceof Text text ? text.value() : absent;
        }

        @Nullable
        Element element(String member) {
            return members.get(member) instanceof Element element ? element : null;
        }

        /** The elements of a list, or none. */
        Stream<Element> elements(String member) {
            return members.get(member) instanceof Items items
                    ? items.items().stream().filter(Element.class::isInstance).map(Element.class::cast)
                    : Stream.empty();
        }
    }
}
