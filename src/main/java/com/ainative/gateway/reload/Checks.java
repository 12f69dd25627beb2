package com.ainative.gateway.reload;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.SourceFile;
import java.util.List;

/** What a set must pass before it is built. */
public interface Checks {

    /** Looks at the routes as they are written; starts nothing. */
    List<Problem> routes(Sources sources, GatewayConfig config, GenerationParts parts);

    /** Whether golden requests can be used with this configuration. */
    List<Problem> goldens(List<SourceFile> goldens, GatewayConfig config);

    /** Answers the golden requests with a twin that shares nothing with what serves. */
    List<Problem> dryRun(Sources sources, GatewayConfig config);
}
