package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the routes that serve, and where each is written. */
@Command(name = "list", description = "List the routes that serve, and where each is written.", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes list", "  ainative routes list --json"})
public final class RoutesList implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    public RoutesList(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode listed = admin.ask(AdminClient::routes);
        admin.show(listed, out -> print(listed.path("routes"), out));
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode routes, PrintWriter out) {
        Table table = new Table("ID", "WRITTEN IN", "FROM", "DESCRIPTION");
        for (JsonNode route : routes) {
            table.row(route.path("id").asText(), RoutesShow.place(route), route.path("from").asText(),
                    route.path("description").asText());
        }
        table.print(out);
    }
}
