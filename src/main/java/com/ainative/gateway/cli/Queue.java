package com.ainative.gateway.cli;

import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators do with messages and jobs; each of it is a command of its own. */
@Command(name = "queue", description = "See, fill and mend what waits to be answered.", synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExamples:%n", footer = {
    "  export AINATIVE_TOKEN=$(ainative token --role operator)",
    "  ainative queue status      the broker and the jobs, in numbers",
    "  ainative queue peek        what waits, the first to be done first",
    "  ainative queue dlq list    what could not be answered",
    "  ainative queue dlq replay --all"})
public final class Queue implements Runnable {

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public Queue(Surroundings around) {
        this.around = around;
    }

    /** This command with those below it. */
    public CommandLine whole() {
        Map<String, String> environment = around.environment();
        CommandLine queue = new CommandLine(this);
        Stream.of(new QueueStatus(environment), new QueueSubmit(environment, System.in), new QueuePeek(environment))
                .forEach(queue::addSubcommand);
        return queue.addSubcommand(new CommandLine(new QueueDlq()).addSubcommand(new DlqList(environment))
                .addSubcommand(new DlqReplay(environment)));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
