package com.ainative.gateway.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What administrators do with organisations; each of it is a command of its own. */
@Command(name = "orgs", description = "Make, change and list organisations, which hold accounts together.", synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExamples:%n", footer = {
    "  export AINATIVE_TOKEN=$(ainative token --role admin)",
    "  ainative orgs create research --requests-per-minute 600",
    "  ainative users set ann@example.com --organisation org-0006446bd9c13001a3b5c7d9e1f20345",
    "  ainative orgs list"})
public final class Orgs implements Runnable {

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public Orgs(Map<String, String> environment) {
        this.environment = environment;
    }

    /** This command with those below it. */
    public CommandLine whole() {
        return new CommandLine(this).addSubcommand(new OrgsCreate(environment))
                .addSubcommand(new OrgsList(environment)).addSubcommand(new OrgsSet(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
