package com.ainative.gateway.cli;

import com.ainative.gateway.GatewayRehearsal;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.reload.golden.GoldenResult;
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
import picocli.CommandLine.Spec;

/** Runs the golden requests by hand, or in a build; needs no running gateway and no provider's key. */
@Command(name = "test", description = "Run the golden requests in tests/ of the routes' folder; no provider is called.", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes test",
    "  ainative routes test --routes /etc/ainative/routes --config /etc/ainative --json",
    "%nExit codes: 0 all passed, 1 some failed, 2 the set cannot be used."})
public final class RoutesTest implements Callable<Integer> {

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--routes", paramLabel = "DIR", description = "Holds the routes, and in tests/ the goldens (default: routes beside the launcher).")
    private @Nullable Path routes;

    @Option(names = "--config", paramLabel = "DIR", description = "Holds gateway.yaml (default: config beside the launcher).")
    private @Nullable Path config;

    @Option(names = "--json", description = "Print one JSON object with every golden and what differed.")
    private boolean json;

    public RoutesTest(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = around.folder(routes, "routes");
        try (GatewayRehearsal rehearsal = new GatewayRehearsal(around.folder(config, "config"), folder,
                around.environment()::get)) {
            List<GoldenResult> results = rehearsal.test();
            if (json) {
                out.println(told(results));
            } else {
                results.forEach(result -> tell(result, out));
                out.println(summary(results, folder));
            }
            return (failed(results) == 0 ? ExitCode.DONE : ExitCode.FAILED).number();
        } catch (ProblemsException refused) {
            return RoutesValidate.refused(refused, json, out);
        }
    }

    private static void tell(GoldenResult result, PrintWriter out) {
        out.println((result.passed() ? "ok      " : "FAILED  ") + PlainText.oneLine(result.name()));
        result.differences().forEach(problem -> out.println("        " + PlainText.oneLine(problem.told())));
    }

    private static String summary(List<GoldenResult> results, Path folder) {
        if (results.isEmpty()) {
            return "no goldens in " + folder.resolve("tests");
        }
        long failed = failed(results);
        return results.size() + (results.size() == 1 ? " golden: " : " goldens: ")
                + (failed == 0 ? "all passed" : failed + " FAILED");
    }

    private static long failed(List<GoldenResult> results) {
        return results.stream().filter(result -> !result.passed()).count();
    }

    private static ObjectNode told(List<GoldenResult> results) {
        ObjectNode told = Json.object().put("passed", results.size() - failed(results)).put("failed", failed(results));
        ArrayNode goldens = told.putArray("goldens");
        for (GoldenResult result : results) {
            ObjectNode golden = goldens.addObject().put("name", result.name()).put("file", result.file()).put("passed",
                    result.passed());
            RoutesValidate.tell(result.differences(), golden.putArray("problems"));
        }
        return told;
    }
}
