package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who did what to accounts, keys and routes. */
@Command(name = "audit", description = "Show who did what to accounts, keys and routes; the latest first.", footerHeading = "%nExamples:%n", footer = {
    "  ainative audit", "  ainative audit --limit 1000 --json"})
public final class Audit implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Option(names = "--limit", paramLabel = "N", description = "How many, up to 1000 (default: 20).")
    private int limit = 20;

    public Audit(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode found = admin.ask(gateway -> gateway.audit(limit));
        admin.show(found, out -> print(found.path("entries"), out));
        if (found.path("entries").isEmpty()) {
            admin.remark("nothing has been done yet");
        }
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode entries, PrintWriter out) {
        if (entries.isEmpty()) {
            return;
        }
        Table table = new Table("TIME", "WHO", "FROM", "DID", "TO", "DETAIL");
        for (JsonNode entry : entries) {
            table.row(entry.path("at").asText(), entry.path("actor").asText(), entry.path("address").asText("-"),
                    entry.path("action").asText(), entry.path("target").asText(), entry.path("detail").asText("-"));
        }
        table.print(out);
    }
}
