package com.ainative.gateway.reload.check;

import com.ainative.gateway.reload.check.Scratch.UnresolvedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The routes made in Java that operators do not edit, as far as they meet theirs.
 *
 * @param ids of routes
 * @param consumers the names behind {@code direct:} they start from, with their ids
 * @param paths they serve, with their ids
 * @param calls the names behind {@code direct:} they call, with their ids
 * @param policies the routeConfigurations they need, with their ids
 * @param instances routes to be made from templates
 */
record BuiltIn(Set<String> ids, Map<String, String> consumers, Map<HttpPath, String> paths, Map<String, String> calls,
        Map<String, String> policies, List<Instance> instances) {

    /** A route to be made from a template. */
    record Instance(String template, String routeId, Map<String, String> parameters) {
    }

    /** Runs the builders as Camel would, and leaves them empty as they were: where they serve, they are run again. */
    static BuiltIn of(List<RouteBuilder> builders, Scratch scratch, Findings findings) {
        BuiltIn found = new BuiltIn(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (RouteBuilder builder : builders) {
            String reason = found.read(builder, scratch);
            if (reason != null) {
                findings.problem("routes", builder.getClass().getName() + " makes no routes: " + reason);
            }
        }
        return found;
    }

    /**
     * Adds routes of an operator's jars. Their ids are left out: two of one id are told when they start, with the jar.
     *
     * @return whether all of them are known; what cannot be made is told when it starts, too
     */
    boolean add(List<RouteBuilder> compiled, Scratch scratch) {
        Set<String> own = Set.copyOf(ids);
        boolean all = true;
        for (RouteBuilder builder : compiled) {
            all &= read(builder, scratch) == null;
        }
        ids.retainAll(own);
        return all;
    }

    /** @return why it makes no routes; null where it does */
    private @Nullable String read(RouteBuilder builder, Scratch scratch) {
        CamelContext before = builder.getContext();
        RoutesDefinition routes = builder.getRouteCollection();
        List<TemplatedRouteDefinition> templated = builder.getTemplatedRouteCollection().getTemplatedRoutes();
        builder.setCamelContext(scratch.camel());
        try {
            builder.configure();
            for (RouteDefinition route : routes.getRoutes()) {
                route(route, scratch);
            }
            templated.forEach(this::instance);
            return null;
        } catch (Exception e) { // Camel's signature; whatever code does that is not ours, it must not start
            return e.toString();
        } finally {
            routes.getRoutes().clear();
            routes.getOnExceptions().clear();
            routes.setCamelContext(before);
            templated.clear();
            builder.setCamelContext(before);
        }
    }

    private void route(RouteDefinition route, Scratch scratch) throws UnresolvedException {
        String id = Objects.requireNonNullElse(route.getRouteId(), "");
        ids.add(id);
        if (route.getRouteConfigurationId() != null) {
            policies.put(route.getRouteConfigurationId(), id);
        }
        Uri from = Uri.of(scratch.resolve(route.getInput().getEndpointUri(), Scope.NONE));
        if (from != null && from.scheme().equals("platform-http")) {
            paths.put(HttpPath.of(from), id);
        } else if (from != null && from.scheme().equals("direct")) {
            consumers.put(from.path(), id);
        }
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            calls(step, id, scratch);
        }
    }

    private void calls(ProcessorDefinition<?> step, String id, Scratch scratch) throws UnresolvedException {
        if (step instanceof ToDefinition to) {
            Uri uri = Uri.of(scratch.resolve(to.getEndpointUri(), Scope.NONE));
            if (uri != null && uri.scheme().equals("direct")) {
                calls.put(uri.path(), id);
            }
        }
        for (ProcessorDefinition<?> inner : step.getOutputs()) {
            calls(inner, id, scratch);
        }
    }

    private void instance(TemplatedRouteDefinition route) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (route.getParameters() != null) {
            route.getParameters().forEach(parameter -> parameters.put(parameter.getName(), parameter.getValue()));
        }
        String id = Objects.requireNonNullElse(route.getRouteId(), "");
        ids.add(id);
        instances.add(new Instance(route.getRouteTemplateRef(), id, parameters));
    }
}
