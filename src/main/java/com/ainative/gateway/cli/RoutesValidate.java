package com.ainative.gateway.cli;

import com.ainative.gateway.GatewayRehearsal;
import com.ainative.gateway.GatewayRehearsal.Counts;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a gateway could serve these routes, and if not, everything that is wrong. Needs no running gateway. */
@Command(name = "validate", description = "Read, check and build routes with their configuration; nothing is served.", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes validate", "  ainative routes validate new-routes --config /etc/ainative --json",
    "%nExit codes: 0 good, 2 not."})
public final class RoutesValidate implements Callable<Integer> {

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Holds the routes (default: routes beside the launcher).")
    private @Nullable Path routes;

    @Option(names = "--config", paramLabel = "DIR", description = "Holds gateway.yaml (default: config beside the launcher).")
    private @Nullable Path config;

    @Option(names = "--json", description = "Print one JSON object with the counts, or with every problem.")
    private boolean json;

    public RoutesValidate(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (GatewayRehearsal rehearsal = new GatewayRehearsal(around.folder(config, "config"),
                around.folder(routes, "routes"), around.environment()::get)) {
            Counts counts = rehearsal.validate();
            if (json) {
                out.println(Json.object().put("good", true).put("routes", counts.routes()).put("goldens",
                        counts.goldens()));
            } else {
                out.println(counted(counts.routes(), "route") + ", " + counted(counts.goldens(), "golden") + ": good");
            }
            return ExitCode.DONE.number();
        } catch (ProblemsException refused) {
            return refused(refused, json, out);
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** A script finds the problems on standard output; a reader, as with every command, on standard error. */
    static int refused(ProblemsException refused, boolean json, PrintWriter out) {
        if (!json) {
            throw refused;
        }
        ObjectNode told = Json.object().put("good", false);
        tell(refused.problems(), told.putArray("problems"));
        out.println(told);
        return ExitCode.USAGE.number();
    }

    static void tell(List<Problem> problems, ArrayNode into) {
        problems.forEach(problem -> into.addObject().put("file", problem.file()).put("line", problem.line())
                .put("column", problem.column()).put("path", problem.path()).put("message", problem.message()));
    }
}
