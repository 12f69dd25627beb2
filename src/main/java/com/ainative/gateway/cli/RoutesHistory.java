package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the generations a running gateway keeps, the newest first. */
@Command(name = "history", description = "List what has served, who wanted it, and what became of it; the newest first.", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes history", "  ainative routes history --json"})
public final class RoutesHistory implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    public RoutesHistory(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode history = admin.ask(AdminClient::generations);
        admin.show(history, out -> print(history.path("generations"), out));
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode generations, PrintWriter out) {
        Table table = new Table("REVISION", "GENERATION", "TIME", "AUTHOR", "STATE", "WHY");
        for (JsonNode one : generations) {
            table.row(one.path("revision").asText(), one.path("generation").asText(),
                    inSeconds(one.path("time").asText()),
                    one.path("author").asText(), one.path("state").asText(), one.path("why").asText());
        }
        table.print(out);
    }

    /** Nobody compares parts of a second by eye. */
    private static String inSeconds(String time) {
        return time.replaceFirst("\\.[0-9]+Z$", "Z");
    }
}
