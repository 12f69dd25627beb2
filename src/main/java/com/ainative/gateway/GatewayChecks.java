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
import com.ainative.gateway.reload.jar.RouteJars;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** What a set must pass before it is built. */
final class GatewayChecks implements Checks {

    private final DryRun dryRun;

    GatewayChecks(DryRun dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public List<Problem> routes(Sources sources, GatewayConfig config, GenerationParts parts) {
        List<SourceFile> jars = sources.jars(config);
        List<Problem> problems = new ArrayList<>(RouteJars.problems(jars));
        List<RouteBuilder> compiled = problems.isEmpty() ? RouteJars.builders(jars) : null;
        problems.addAll(new RouteCheck(parts).check(sources.routes(), compiled));
        return problems;
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
