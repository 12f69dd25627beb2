package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what could not be answered. */
@Command(name = "list", description = "List what could not be answered, the latest first, and why.", footerHeading = "%nExamples:%n", footer = {
    "  ainative queue dlq list", "  ainative queue dlq list --json"})
public final class DlqList implements Callable<Integer> {

    /** The admin port shows no more at once. */
    static final int MOST = 1_000;

    @Mixin
    private final AdminOptions admin;

    public DlqList(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode listed = admin.ask(gateway -> gateway.deadLetters(MOST));
        admin.show(listed, out -> print(listed.path("dead"), out));
        if (listed.path("dead").isEmpty()) {
            admin.remark("there are no dead letters");
        } else if (listed.path("dead").size() == MOST) {
            admin.remark("these are the latest " + MOST + "; there may be more");
        }
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode dead, PrintWriter out) {
        if (dead.isEmpty()) {
            return;
        }
        Table table = new Table("JOB", "STATE", "SUBJECT", "MODEL", "ORIGIN", "TRIES", "ENDED", "STATUS", "REASON",
                "ERROR");
        for (JsonNode job : dead) {
            table.row(job.path("id").asText(), job.path("state").asText(), job.path("subject").asText(),
                    job.path("model").asText(), job.path("origin").asText(), job.path("tries").asText(),
                    job.path("ended_at").asText(), job.path("status").asText("-"), job.path("reason").asText("-"),
                    job.path("error").asText("-"));
        }
        table.print(out);
    }
}
