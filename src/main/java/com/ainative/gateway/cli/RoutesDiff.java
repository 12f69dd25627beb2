package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints how routes differ from those that serve. Ends like {@code diff}: 0 without a difference, 1 with one. */
@Command(name = "diff", description = "Print how routes differ from those that serve; exit code 1 if they do, 0 if not.", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes diff                     what the gateway's folders hold against what serves",
    "  ainative routes diff routes --url https://admin.gateway.example"})
public final class RoutesDiff implements Callable<Integer> {

    @Mixin
    private final SentRoutes routes = new SentRoutes();

    @Mixin
    private final AdminOptions admin;

    public RoutesDiff(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        ObjectNode sent = routes.read(admin);
        JsonNode difference = admin.ask(gateway -> gateway.diff(sent));
        admin.show(difference, out -> print(difference.path("files"), out));
        return (difference.path("files").isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    private static void print(JsonNode files, PrintWriter out) {
        for (JsonNode file : files) {
            String diff = file.path("diff").asText();
            if (!diff.startsWith("--- ")) {
                out.println("--- " + PlainText.oneLine(file.path("file").asText()));
            }
            out.print(PlainText.of(diff.endsWith("\n") ? diff : diff + "\n"));
        }
    }
}
