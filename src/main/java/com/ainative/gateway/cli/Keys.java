package com.ainative.gateway.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators do with the keys that sign tokens; each of it is a command of its own. */
@Command(name = "keys", description = "See and rotate the keys that sign tokens.", synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExamples:%n", footer = {
    "  export AINATIVE_TOKEN=$(ainative token --role admin)",
    "  ainative keys list                which keys sign and verify",
    "  ainative keys rotate              let the next one sign; all tokens stay good",
    "  ainative keys rotate --revoke     after a leak: no token from before stays good"})
public final class Keys implements Runnable {

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public Keys(Surroundings around) {
        this.around = around;
    }

    /** This command with those below it. */
    public CommandLine whole() {
        Map<String, String> environment = around.environment();
        return new CommandLine(this).addSubcommand(new KeysList(environment))
                .addSubcommand(new KeysRotate(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
