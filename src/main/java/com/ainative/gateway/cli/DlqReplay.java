package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has dead letters done again. Those nobody knows the end of may have been paid for already: the gateway says so first. */
@Command(name = "replay", description = "Have dead letters done again, with all their tries before them.", footerHeading = "%nExamples:%n", footer = {
    "  ainative queue dlq replay job-0006446bd9c13001a3b5c7d9e1f20345    one that `queue dlq list` lists",
    "  ainative queue dlq replay --all", "  ainative queue dlq replay --all --yes"})
public final class DlqReplay implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "The dead letters; `ainative queue dlq list` lists them.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All there are.")
    private boolean all;

    @Option(names = "--yes", description = "Replay also what may have been answered, and paid for, already.")
    private boolean yes;

    public DlqReplay(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        if (all != ids.isEmpty()) {
            throw admin.wrong("say either which dead letters, or --all");
        }
        ObjectNode which = Json.object();
        if (all) {
            which.put("all", true);
        } else {
            ids.forEach(which.putArray("ids")::add);
        }
        if (yes) {
            which.put("unknown", true);
        }
        JsonNode replayed = admin.ask(gateway -> gateway.replay(which));
        admin.show(replayed, out -> {
            int count = replayed.path("replayed").asInt();
            out.println(switch (count) {
                case 0 -> "there are no dead letters that can be done again; nothing was changed";
                case 1 -> "one dead letter is a job again, to be done in its turn";
                default -> count + " dead letters are jobs again, to be done in their turn";
            });
        });
        return ExitCode.DONE.number();
    }
}
