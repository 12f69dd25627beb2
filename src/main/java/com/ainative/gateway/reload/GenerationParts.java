package com.ainative.gateway.reload;

import com.ainative.gateway.http.ApiVersions;
import com.ainative.gateway.http.GatewayHttpEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/**
 * What a generation is made of besides the operator's routes.
 *
 * @param engine where its {@code platform-http:} consumers register
 * @param beans what routes refer to by name, the components among them
 * @param builtIn routes made in Java that operators do not edit
 * @param outcomes how its requests end
 * @param queue which {@code {{ingest.queue}}} stands for
 * @param files the one folder that {@code file:} may use; absolute, and need not exist
 */
public record GenerationParts(GatewayHttpEngine engine, Map<String, Object> beans, List<RouteBuilder> builtIn,
        Outcomes outcomes, String queue, Path files) {

    /** The placeholder that stands for {@link #files}. */
    public static final String FILES = "files";

    static final String QUEUE = "ingest.queue";

    public GenerationParts {
        beans = Map.copyOf(beans);
        builtIn = List.copyOf(builtIn);
        files = files.toAbsolutePath().normalize();
    }

    /** What {@code {{name}}} stands for in routes, by name. */
    public Map<String, String> placeholders() {
        return Map.of(ApiVersions.PROPERTY, ApiVersions.MOUNT, FILES, files.toString(), QUEUE, queue);
    }
}
