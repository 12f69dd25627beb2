package com.ainative.gateway;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.Checks;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.Sources;
import com.ainative.gateway.reload.check.RouteCheck;
import com.ainative.gateway.reload.golden.DryRun;
import com.ainative.gateway.reload.golden.GoldenReader;
import java.util.List;

/** What a set must pass before it is built. */
final class GatewayChecks implements Checks {

    private final DryRun dryRun;

    GatewayChecks(DryRun dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public List<Problem> routes(List<SourceFile> routes, GenerationParts parts) {
        return new RouteCheck(parts).check(routes);
    }

    @Override
    public List<Problem> goldens(List<SourceFile> goldens, GatewayConfig config) {
        return new GoldenReader(config).problems(goldens);
    }

    @Override
    public List<Problem> dryRun(Sources sources, GatewayConfig config) {
        return dryRun.run(sources, config).stream().flatMap(result -> result.differences().stream()).toList();
    }
}
