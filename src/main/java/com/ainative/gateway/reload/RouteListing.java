package com.ainative.gateway.reload;

import com.ainative.gateway.config.Position;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.config.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The routes of the generation that serves, and where each is written. */
public final class RouteListing {

    /**
     * One route.
     *
     * @param from its endpoint
     * @param file empty for routes that are built in
     * @param line where it begins, from 1; 0 for routes that are built in or compiled
     * @param source its YAML; empty for routes that are built in or compiled
     */
    public record Listed(String id, String description, String from, String file, int line, boolean builtIn,
            String source) {
    }

    private record Written(String file, int line, String source) {
    }

    private static final Written NOWHERE = new Written("", 0, "");

    private RouteListing() {
    }

    /** In the order in which they started. */
    public static List<Listed> of(Reload reload) {
        Live live = reload.serving();
        Map<String, Written> written = new HashMap<>();
        live.made().routes().forEach(file -> read(file, written));
        List<Listed> listed = new ArrayList<>();
        for (Route route : live.generation().camel().getRoutes()) {
            Written place = written.getOrDefault(route.getRouteId(), compiled(route, live));
            listed.add(new Listed(route.getRouteId(), Objects.requireNonNullElse(route.getDescription(), ""),
                    asWritten(route.getEndpoint().getEndpointUri()), place.file, place.line, place.equals(NOWHERE),
                    place.source));
        }
        return listed;
    }

    /** Camel puts two slashes behind every scheme, and escapes what an operator wrote plainly. */
    private static String asWritten(String uri) {
        return uri.replaceFirst("^([a-z-]+)://", "$1:").replace("%7B", "{").replace("%7D", "}").replace("%2C", ",");
    }

    private static Written compiled(Route route, Live live) {
        Resource from = route.getSourceResource();
        return live.made().sources().jars().stream().map(SourceFile::name)
                .filter(jar -> from != null && jar.equals(from.getLocation())).findFirst()
                .map(jar -> new Written(jar, 0, "")).orElse(NOWHERE);
    }

    private static void read(SourceFile file, Map<String, Written> written) {
        if (!(new YamlFile(file).root("routes are expected") instanceof SequenceNode sequence)) {
            return;
        }
        List<String> lines = file.text().lines().toList();
        List<Node> items = sequence.getValue();
        for (int i = 0; i < items.size(); i++) {
            int first = Position.of(items.get(i).getStartMark()).line();
            int next = i + 1 < items.size() ? Position.of(items.get(i + 1).getStartMark()).line() : lines.size() + 1;
            String source = String.join("\n", lines.subList(first - 1, next - 1)).stripTrailing() + "\n";
            under(under(items.get(i), "route"), "id")
                    .forEach(id -> written.put(((ScalarNode) id).getValue(), new Written(file.name(), first, source)));
        }
    }

    /** What stands under a key; nothing where there is no such key. */
    private static List<Node> under(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
                        .map(NodeTuple::getValueNode).toList()
                : List.of();
    }

    private static List<Node> under(List<Node> nodes, String key) {
        return nodes.stream().flatMap(node -> under(node, key).stream()).filter(ScalarNode.class::isInstance).toList();
    }
}
