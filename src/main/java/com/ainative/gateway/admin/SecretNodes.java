package com.ainative.gateway.admin;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The values of an operator's file that hold a secret, or could. An alias and what it stands for are one node, so a value
 * is found at its anchor too, wherever that is.
 */
final class SecretNodes {

    private static final Set<String> ADDRESSES = Set.of("base-url", "proxy");
    private static final Set<String> FIXED = Set.of("constant", "simple", "expression");
    /** Where names are the operator's own: whatever a model is called, what stands below is not its password. */
    private static final Set<String> NAMED = Set.of("providers", "models", "tiers");
    /** Sections with a meaning here; all others are {@link #ELSEWHERE}. */
    private static final Set<String> SECTIONS = Set.of("auth", "listen", "listen.cors", "listen.tls", "providers",
            "models", "tiers");
    private static final String ELSEWHERE = "-";
    private static final String CORS_HEADERS = "listen.cors.headers";
    /** What sounds like a secret and is none, as long as it looks like this. */
    private static final Map<String, Pattern> HARMLESS = Map.of("auth.access-token",
            Pattern.compile("(?:\\$\\{\\w+:)?[0-9]{1,9}[a-z]{0,2}}?"), "listen.tls.key",
            Pattern.compile("[\\w./${}:-]{1,120}"), "tokenize.token", Pattern.compile("(?s).{1,4}"));

    private record Visit(Node node, String place) {
    }

    private final boolean ofProviders;
    private final Set<Visit> visited = new HashSet<>();
    private final Set<Node> hidden = new HashSet<>();

    private SecretNodes(boolean ofProviders) {
        this.ofProviders = ofProviders;
    }

    /**
     * Every secret below, in no order.
     *
     * @param ofProviders whether it is a configuration, where any header may carry a provider's key
     */
    static List<ScalarNode> in(Node root, boolean ofProviders) {
        SecretNodes secrets = new SecretNodes(ofProviders);
        secrets.look(root, "");
        return secrets.hidden.stream().filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast)
                .filter(scalar -> !SecretWords.saysWhere(scalar.getValue())).toList();
    }

    private void look(Node node, String place) {
        if (!visited.add(new Visit(node, place))) {
            return;
        }
        switch (node) {
            case MappingNode mapping -> {
                boolean secret = mapping.getValue().stream().anyMatch(SecretNodes::namesASecret);
                mapping.getValue().forEach(tuple -> look(tuple, place, secret));
            }
            case SequenceNode sequence -> sequence.getValue().forEach(item -> look(item, ELSEWHERE));
            case ScalarNode scalar when SecretWords.isInUri(scalar.getValue()) -> hide(scalar);
            default -> {
            }
        }
    }

    private void look(NodeTuple tuple, String place, boolean secretValue) {
        look(tuple.getKeyNode(), ELSEWHERE);
        String name = name(tuple);
        String here = place.isEmpty() ? name : place + "." + name;
        Node value = tuple.getValueNode();
        if (isProvidersHeaders(name, here, value) || (secretValue && FIXED.contains(name))) {
            hideBelow(value);
        } else if (isSecret(name, here, value, place)) {
            hide(value);
        } else {
            look(value, name.equals("tokenize") ? name : SECTIONS.contains(here) ? here : ELSEWHERE);
        }
    }

    /** As in {@code setHeader: {name: authorization, constant: "Bearer ..."}}. */
    private static boolean namesASecret(NodeTuple tuple) {
        return name(tuple).equals("name") && tuple.getValueNode() instanceof ScalarNode name
                && SecretWords.isName(name.getValue());
    }

    private boolean isProvidersHeaders(String name, String here, Node value) {
        return ofProviders && name.equalsIgnoreCase("headers")
                && !(here.equals(CORS_HEADERS) && value instanceof SequenceNode);
    }

    private static boolean isSecret(String name, String here, Node value, String place) {
        if (ADDRESSES.contains(name) && value instanceof ScalarNode url) {
            // No address that is accepted has one; one that is refused may have them for a password or a key.
            return url.getValue().contains("@") || url.getValue().contains("?");
        }
        return SecretWords.isName(name) && !(NAMED.contains(place) && value instanceof MappingNode)
                && !(value instanceof ScalarNode scalar && HARMLESS.containsKey(here)
                        && HARMLESS.get(here).matcher(scalar.getValue()).matches());
    }

    private void hideBelow(Node value) {
        if (value instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> hide(tuple.getValueNode()));
        } else {
            hide(value);
        }
    }

    private void hide(Node node) {
        if (!hidden.add(node)) {
            return;
        }
        switch (node) {
            case MappingNode mapping -> mapping.getValue().forEach(tuple -> {
                hide(tuple.getKeyNode());
                hide(tuple.getValueNode());
            });
            case SequenceNode sequence -> sequence.getValue().forEach(this::hide);
            default -> {
            }
        }
    }

    private static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }
}
