package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the keys a running gateway believes, the one that signs first. */
@Command(name = "list", description = "List the keys that verify tokens: current signs, next will, retired did, and other is another gateway's.", footerHeading = "%nExamples:%n", footer = {
    "  ainative keys list", "  ainative keys list --json"})
public final class KeysList implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    public KeysList(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode keys = admin.ask(AdminClient::keys);
        admin.show(keys, out -> print(keys.path("keys"), out));
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode keys, PrintWriter out) {
        Table table = new Table("KEY", "STATE", "MADE", "UNTIL");
        for (JsonNode key : keys) {
            table.row(key.path("kid").asText(), key.path("state").asText(), time(key.path("made")),
                    time(key.path("until")));
        }
        table.print(out);
    }

    private static String time(JsonNode time) {
        return time.isTextual() ? time.asText() : "-";
    }
}
