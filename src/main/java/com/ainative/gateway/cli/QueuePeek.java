package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what waits, without taking it. */
@Command(name = "peek", description = "Show what waits, without taking it: jobs, the first to be done first, and messages still in the queue.", footerHeading = "%nExamples:%n", footer = {
    "  ainative queue peek", "  ainative queue peek --limit 3 --bodies"})
public final class QueuePeek implements Callable<Integer> {

    private static final int MOST = 100;

    @Mixin
    private final AdminOptions admin;

    @Option(names = "--limit", paramLabel = "N", description = "How many jobs and how many messages, up to 100 (default: 20).")
    private int limit = 20;

    @Option(names = "--bodies", description = "Show what each asks, too.")
    private boolean bodies;

    public QueuePeek(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw admin.wrong("--limit " + limit + " is not from 1 to " + MOST);
        }
        JsonNode waiting = admin.ask(gateway -> gateway.waiting(limit, bodies));
        admin.show(waiting, out -> print(waiting, out));
        return ExitCode.DONE.number();
    }

    private void print(JsonNode waiting, PrintWriter out) {
        JsonNode jobs = waiting.path("jobs");
        JsonNode queue = waiting.path("queue");
        JsonNode messages = queue.path("messages");
        if (!jobs.isEmpty()) {
            printJobs(jobs, out);
        }
        if (!messages.isEmpty()) {
            if (!jobs.isEmpty()) {
                out.println();
            }
            printMessages(queue.path("name").asText(), messages, out);
        }
        if (queue.path("trouble").isTextual()) {
            admin.remark("queue " + queue.path("name").asText() + " cannot be looked into: "
                    + queue.path("trouble").asText());
        } else if (queue.path("cut").asBoolean()) {
            admin.remark("more messages wait in queue " + queue.path("name").asText()
                    + "; they are left out because these are so large");
        } else if (jobs.isEmpty() && messages.isEmpty()) {
            admin.remark("nothing waits");
        }
    }

    private static void printJobs(JsonNode jobs, PrintWriter out) {
        Table table = new Table("JOB", "SUBJECT", "MODEL", "ORIGIN", "PRIORITY", "TRIES", "ACCEPTED", "NOT BEFORE",
                "DEADLINE");
        for (JsonNode job : jobs) {
            table.row(job.path("id").asText(), job.path("subject").asText(), job.path("model").asText(),
                    job.path("origin").asText(), job.path("priority").asText(), job.path("tries").asText(),
                    job.path("accepted_at").asText(), job.path("not_before").asText("-"),
                    job.path("deadline").asText("-"));
        }
        table.print(out);
        printBodies(jobs, out);
    }

    private static void printMessages(String queue, JsonNode messages, PrintWriter out) {
        Table table = new Table("MESSAGE IN " + queue, "MODEL", "PRIORITY", "CORRELATION", "REPLY TO", "DEADLINE",
                "TROUBLE");
        for (JsonNode message : messages) {
            table.row(message.path("id").asText(), message.path("model").asText("-"),
                    message.path("priority").asText(), message.path("correlation_id").asText("-"),
                    message.path("reply_to").asText("-"), message.path("deadline").asText("-"),
                    message.path("trouble").asText("-"));
        }
        table.print(out);
        printBodies(messages, out);
    }

    private static void printBodies(JsonNode rows, PrintWriter out) {
        for (JsonNode row : rows) {
            if (row.has("request")) {
                out.println();
                out.println("# " + PlainText.oneLine(row.path("id").asText()));
                out.println(PlainText.of(row.path("request").toString()));
            }
        }
    }
}
