package com.ainative.gateway.reload.golden;

import com.ainative.gateway.config.ConfigNode;
import com.ainative.gateway.config.ValueType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the YAML of one file as the JSON it means. What an alias stands for is read anew each time, within a bound. */
final class YamlJson {

    /** More is no golden, but few lines of aliases that stand for millions. */
    static final int MOST_VALUES = 100_000;
    /** Also keeps a number's exponent within what can be compared. */
    private static final int LONGEST_NUMBER = 100;
    private static final int LARGEST_SCALE = 500;

    private static final ValueType<String> ANY = text -> text;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private int values;

    /** The value, or a stand-in after a problem. */
    JsonNode read(ConfigNode at) {
        Node node = at.yaml();
        if (!at.holdsSomething() || node == null) {
            return NullNode.getInstance();
        }
        if (node.isRecursive()) {
            at.problem("stands for itself; an alias cannot be used within its own anchor");
            return NullNode.getInstance();
        }
        if (++values > MOST_VALUES) {
            if (values == MOST_VALUES + 1) {
                at.problem("with its aliases written out, this file holds more than " + MOST_VALUES + " values");
            }
            return NullNode.getInstance();
        }
        return switch (node.getNodeType()) {
            case MAPPING -> object(at);
            case SEQUENCE -> array(at);
            case SCALAR, ANCHOR -> scalar(at, (ScalarNode) node);
        };
    }

    private ObjectNode object(ConfigNode at) {
        ObjectNode object = JSON.objectNode();
        at.entries().forEach((name, value) -> object.set(name, read(value)));
        return object;
    }

    private ArrayNode array(ConfigNode at) {
        ArrayNode array = JSON.arrayNode();
        at.items().forEach(item -> array.add(read(item)));
        return array;
    }

    private static JsonNode scalar(ConfigNode at, ScalarNode node) {
        String text = at.value(ANY);
        Tag tag = node.getTag();
        if (text == null) {
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(at, text, tag) : JSON.textNode(text);
    }

    private static JsonNode number(ConfigNode at, String text, Tag tag) {
        try {
            if (text.length() <= LONGEST_NUMBER && tag.equals(Tag.INT)) {
                return JSON.numberNode(new BigInteger(text));
            }
            BigDecimal number = new BigDecimal(text);
            if (text.length() <= LONGEST_NUMBER && Math.abs((long) number.scale()) <= LARGEST_SCALE) {
                return JSON.numberNode(number);
            }
            at.problem("is a number that is too long or too large; write it in quotes for a text");
        } catch (NumberFormatException e) {
            at.problem("is no number that JSON has; write it in quotes for a text");
        }
        return NullNode.getInstance();
    }
}
