package com.ainative.gateway.reload;

import com.ainative.gateway.http.GatewayHttpEngine;
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
 */
public record GenerationParts(GatewayHttpEngine engine, Map<String, Object> beans, List<RouteBuilder> builtIn,
        Outcomes outcomes) {

    public GenerationParts {
        beans = Map.copyOf(beans);
        builtIn = List.copyOf(builtIn);
    }
}
