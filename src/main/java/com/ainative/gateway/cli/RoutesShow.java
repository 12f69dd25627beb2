package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints one route as it serves. */
@Command(name = "show", description = "Print one of the routes that serve, as it is written.", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes show chat", "  ainative routes show chat --json"})
public final class RoutesShow implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "ID", description = "The route's id; `ainative routes list` lists them.")
    private String id = "";

    public RoutesShow(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        if (id.isBlank()) {
            throw admin.wrong("ID is empty");
        }
        JsonNode route = admin.ask(gateway -> gateway.route(id));
        admin.show(route, out -> print(route, out));
        return ExitCode.DONE.number();
    }

    /** YAML throughout, so that it can be put into a file again. */
    private static void print(JsonNode route, PrintWriter out) {
        out.println("# " + PlainText.oneLine(route.path("id").asText() + " serves "
                + route.path("from").asText() + ", " + place(route)));
        out.print(PlainText.of(route.path("source").asText()));
    }

    /** Where a route is written; in a jar there are no lines. */
    static String place(JsonNode route) {
        if (route.path("builtIn").asBoolean()) {
            return "built in";
        }
        int line = route.path("line").asInt();
        return route.path("file").asText() + (line == 0 ? "" : ":" + line);
    }
}
