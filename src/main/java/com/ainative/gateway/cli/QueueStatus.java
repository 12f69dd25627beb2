package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows how much waits, and what for. */
@Command(name = "status", description = "Show how the broker is, how many jobs there are, and who has to wait.", footerHeading = "%nExamples:%n", footer = {
    "  ainative queue status", "  ainative queue status --json"})
public final class QueueStatus implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    public QueueStatus(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode status = admin.ask(AdminClient::queue);
        admin.show(status, out -> print(status, out));
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode status, PrintWriter out) {
        JsonNode broker = status.path("broker");
        Table brokers = new Table("BROKER", "LISTENS ON", "STATE");
        String kind = broker.path("kind").asText();
        brokers.row(kind, broker.path("listening").asText("-"), kind.equals("none")
                ? "not configured"
                : broker.path("trouble").isTextual() ? "away: " + broker.path("trouble").asText() : "there");
        brokers.print(out);
        if (!broker.path("waiting").isEmpty()) {
            Table queues = new Table("QUEUE", "MESSAGES");
            broker.path("waiting").properties().forEach(queue -> queues.row(queue.getKey(), queue.getValue().asText()));
            out.println();
            queues.print(out);
        }
        out.println();
        Table jobs = new Table("JOBS", "NUMBER");
        status.path("jobs").properties().forEach(state -> jobs.row(state.getKey(), state.getValue().asText()));
        jobs.row("running here", status.path("running").asText());
        jobs.row("answers to deliver", status.at("/deliveries/waiting").asText());
        jobs.row("answers nobody took", status.at("/deliveries/failed").asText());
        jobs.print(out);
        if (!status.path("resting").isEmpty()) {
            Table resting = new Table("AT ITS LIMIT", "NAME", "FOR");
            status.path("resting").forEach(lane -> resting.row(lane.path("lane").asText(), lane.path("name").asText(),
                    lane.path("seconds").asText() + " s"));
            out.println();
            resting.print(out);
        }
    }
}
