package com.ainative.gateway;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.Checks;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.Sources;
import java.util.List;

/** What a set must pass before it is built. */
final class GatewayChecks implements Checks {

    @Override
    public List<Problem> routes(List<SourceFile> routes, GenerationParts parts) {
        return List.of();
    }

    @Override
    public List<Problem> dryRun(Sources sources, GatewayConfig config) {
        return List.of();
    }
}
