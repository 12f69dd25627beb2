package com.ainative.gateway.reload;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Knows from which file each route of a starting generation is, so that what keeps it from starting is told of that file.
 * Two routes of one id are refused here: Camel would let the second take the first one's place without a word.
 */
final class RouteOrigins extends ModelLifecycleStrategySupport implements RouteBuilderLifecycleStrategy {

    private static final String BUILT_IN = "";

    private final Map<String, SourceFile> files;
    private final List<RouteDefinition> added = new ArrayList<>();
    private @Nullable String configuring;

    RouteOrigins(Stream<SourceFile> files) {
        this.files = files.collect(Collectors.toMap(SourceFile::name, file -> file));
    }

    void follow(CamelContext camel) {
        camel.getCamelContextExtension().getContextPlugin(Model.class).addModelLifecycleStrategy(this);
    }

    @Override
    public void beforeConfigure(RouteBuilder builder) {
        configuring = name(builder.getResource());
    }

    @Override
    public void afterConfigure(RouteBuilder builder) {
        configuring = null;
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        String id = route.getId();
        String file = name(route.getResource());
        String other = id == null ? null : fileOf(id);
        added.add(route);
        if (other != null) {
            // A jar is what an operator can least look into, so it is named first.
            boolean swap = file.equals(BUILT_IN) || other.endsWith(".jar");
            throw new ProblemsException(List.of(Problem.ofFile(shown(swap ? other : file), "route id '" + id
                    + "' is taken by a route " + told(swap ? file : other) + "; give one of the two another")));
        }
    }

    /** What to tell of a generation that did not start. */
    ProblemsException refusal(Throwable failure) {
        String file = configuring == null ? BUILT_IN : configuring;
        StringBuilder reasons = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ProblemsException told) {
                return told;
            }
            if (at instanceof FailedToCreateRouteException route) {
                file = Objects.requireNonNullElse(fileOf(route.getRouteId()), file);
            } else if (at instanceof FailedToStartRouteException route) {
                file = Objects.requireNonNullElse(fileOf(route.getRouteId()), file);
            }
            if (at.getMessage() != null && reasons.indexOf(at.getMessage()) < 0) {
                reasons.append(reasons.isEmpty() ? "" : "; because ").append(at.getMessage());
            }
        }
        String reason = reasons.isEmpty() ? failure.toString() : reasons.toString();
        return new ProblemsException(List.of(Problem.ofFile(shown(file), "cannot start: " + reason)), failure);
    }

    /** Asked late, for a route without an id of its own gets one as it starts. */
    private @Nullable String fileOf(String id) {
        return added.stream().filter(route -> id.equals(route.getRouteId())).findFirst()
                .map(route -> name(route.getResource())).orElse(null);
    }

    private static String name(@Nullable Resource resource) {
        return resource == null ? BUILT_IN : resource.getLocation();
    }

    private String shown(String name) {
        SourceFile file = files.get(name);
        return file == null ? "routes" : file.shown();
    }

    private static String told(String name) {
        return name.equals(BUILT_IN) ? "that is built in" : "in " + name;
    }
}
