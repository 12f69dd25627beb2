package com.ainative.gateway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators do with dead letters: requests that failed too often, or of which nobody knows whether they were answered. */
@Command(name = "dlq", description = "See what could not be answered, and have it done again.", synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExamples:%n", footer = {
    "  ainative queue dlq list", "  ainative queue dlq replay --all"})
public final class QueueDlq implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
