package com.ainative.gateway.reload.check;

import com.ainative.gateway.reload.check.Shape.Choice;
import com.ainative.gateway.reload.check.Shape.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Camel's YAML DSL as its own JSON schema describes it, turned into {@link Shape}s. Of JSON Schema it understands what that
 * one file uses; a schema that uses more fails here, in a test, and not at an operator's.
 */
final class Schema {

    private static final String REFERENCE = "#/items/definitions/";
    /**
     * What a single text means where the schema requires nothing, and so does not say. Not here is {@code routingSlip}: the
     * header it would name may lead anywhere.
     */
    private static final Map<String, String> SHORTHANDS = Map.of("BeanDefinition", "ref", "MethodCallExpression", "ref",
            "InterceptFromDefinition", "uri", "RollbackDefinition", "message", "SamplingDefinition", "samplePeriod",
            "SetExchangePatternDefinition", "pattern");

    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Shape> byType = new HashMap<>();
    private final Map<String, Map<String, Object>> definitions = new HashMap<>();
    private final Shape top;

    /** Read when first asked for, and once. */
    private static final class Camel {
        static final Schema SCHEMA = new Schema(SchemaJson.read());
    }

    static Schema camel() {
        return Camel.SCHEMA;
    }

    private Schema(Map<String, Object> json) {
        Map<String, Object> items = object(json.get("items"));
        object(items.get("definitions")).forEach((name, definition) -> definitions.put(name, object(definition)));
        definitions.forEach((name, definition) -> shapes.put(name, shape(simple(name), definition)));
        this.top = shape("top", items);
        shapes.values().forEach(shape -> byType.put(shape.type(), shape));
        definitions.clear();
    }

    /** An entry of the list that a file is. */
    Shape top() {
        return top;
    }

    Shape of(Member.Form form) {
        return Objects.requireNonNull(shapes.get(form.definition()), form.definition());
    }

    /** What a member of an element holds; nothing where the schema does not know it. */
    @Nullable
    Member member(String type, String member) {
        Shape shape = byType.get(type);
        return shape == null ? null : shape.members().get(member);
    }

    private Shape shape(String type, Map<String, Object> definition) {
        Map<String, Object> mapping = definition;
        boolean scalar = false;
        if (definition.get("oneOf") instanceof List<?> forms) {
            for (Object form : forms) {
                scalar |= "string".equals(object(form).get("type"));
                mapping = "object".equals(object(form).get("type")) ? object(form) : mapping;
            }
        }
        Map<String, Member> members = new LinkedHashMap<>();
        object(mapping.getOrDefault("properties", Map.of())).forEach((name, property) -> {
            if (!object(property).isEmpty()) {
                members.put(name, member(type + "." + name, object(property)));
            }
        });
        List<Choice> choices = choices(type, mapping, members);
        Set<String> required = new LinkedHashSet<>(strings(definition.get("required")));
        return new Shape(type, members, required, scalar ? shorthand(type, required) : null, choices);
    }

    private static @Nullable String shorthand(String type, Set<String> required) {
        return required.isEmpty() ? SHORTHANDS.get(type) : required.iterator().next();
    }

    private List<Choice> choices(String type, Map<String, Object> mapping, Map<String, Member> members) {
        List<Choice> choices = new ArrayList<>();
        for (Object group : list(mapping.get("anyOf"))) {
            Map<String, Member> alternatives = new LinkedHashMap<>();
            boolean optional = false;
            for (Object alternative : list(object(group).get("oneOf"))) {
                optional |= object(alternative).containsKey("not");
                alternatives.putAll(alternatives(type, object(alternative)));
            }
            members.putAll(alternatives);
            choices.add(new Choice(alternatives.keySet(), optional));
        }
        return choices;
    }

    /** One way to write it: {@code {required: [x], properties: {x: …}}}, or a reference to a definition of such ways. */
    private Map<String, Member> alternatives(String type, Map<String, Object> alternative) {
        Map<String, Member> found = new LinkedHashMap<>();
        if (alternative.get("$ref") instanceof String reference) {
            Map<String, Object> other = Objects.requireNonNull(definitions.get(name(reference)), reference);
            for (Object group : list(other.get("anyOf"))) {
                list(object(group).get("oneOf")).forEach(each -> found.putAll(alternatives(type, object(each))));
            }
        }
        object(alternative.getOrDefault("properties", Map.of()))
                .forEach((name, property) -> found.put(name, member(type + "." + name, object(property))));
        return found;
    }

    private Member member(String at, Map<String, Object> property) {
        if (property.get("$ref") instanceof String reference) {
            return new Member.Form(name(reference));
        }
        return switch (String.valueOf(property.get("type"))) {
            case "string" -> new Member.Text(Member.Kind.STRING, strings(property.get("enum")));
            case "boolean" -> new Member.Text(Member.Kind.BOOLEAN, List.of("true", "false"));
            case "number" -> new Member.Text(Member.Kind.NUMBER, List.of());
            case "array" -> new Member.Items(member(at, object(property.get("items"))));
            case "object" -> property.containsKey("properties") ? inline(at, property) : new Member.Open();
            default -> throw new IllegalStateException(at + " has a type that is not understood: " + property);
        };
    }

    private Member inline(String at, Map<String, Object> property) {
        shapes.put(at, shape(at, property));
        return new Member.Form(at);
    }

    private static String name(String reference) {
        return reference.substring(REFERENCE.length());
    }

    private static String simple(String definition) {
        return definition.substring(definition.lastIndexOf('.') + 1);
    }

    private static Map<String, Object> object(@Nullable Object json) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
        }
        return object;
    }

    private static List<?> list(@Nullable Object json) {
        return json instanceof List<?> list ? list : List.of();
    }

    private static List<String> strings(@Nullable Object json) {
        return list(json).stream().map(String::valueOf).collect(Collectors.toList());
    }
}
