package com.ainative.gateway.reload;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/**
 * A way into the routes of a running generation over HTTP, as its consumers say themselves.
 *
 * @param route its id
 * @param path in which {@code {name}} stands for anything
 */
public record Entrance(String route, String method, String path) {

    /** One for each method of each route; where a route takes any, two of them. */
    public static List<Entrance> of(Generation generation) {
        return generation.camel().getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof PlatformHttpEndpoint).flatMap(Entrance::of).toList();
    }

    private static Stream<Entrance> of(Route route) {
        PlatformHttpEndpoint endpoint = (PlatformHttpEndpoint) route.getEndpoint();
        String methods = Objects.requireNonNullElse(endpoint.getHttpMethodRestrict(), "GET,POST");
        return Stream.of(methods.split(","))
                .map(method -> new Entrance(route.getRouteId(), method.trim().toUpperCase(Locale.ROOT),
                        endpoint.getPath()));
    }

    /** By what schemes anything comes into a generation. */
    public static List<String> schemes(Generation generation) {
        return generation.camel().getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointUri().replaceFirst(":.*", "")).distinct().sorted()
                .toList();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
