package com.ainative.gateway;

import com.ainative.gateway.cli.Chat;
import com.ainative.gateway.cli.Demo;
import com.ainative.gateway.cli.OneLineErrors;
import com.ainative.gateway.cli.Serve;
import com.ainative.gateway.cli.Surroundings;
import com.ainative.gateway.cli.Token;
import com.ainative.gateway.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: chooses a command, and turns its end into an exit code. */
@Command(name = "ainative", description = "A gateway for language models.", synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExamples:%n", footer = {
    "  ainative demo            see it work, without an account anywhere",
    "  ainative serve           run it",
    "  ainative chat \"hello\"    ask it",
    "%nExit codes: 0 done, 1 failed, 2 usage or configuration, 3 unreachable,",
    "4 unauthenticated, 5 limited, 6 provider failed."})
public final class Gateway implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(names = {"-h",
        "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Say what this does, and how.")
    private boolean help;

    public static void main(String[] args) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(args));
    }

    /** Every command there is. */
    public static CommandLine commandLine(Surroundings around) {
        OneLineErrors errors = new OneLineErrors();
        return new CommandLine(new Gateway()).addSubcommand(new Demo(around)).addSubcommand(new Serve(around))
                .addSubcommand(new Token(around)).addSubcommand(new Chat(around.environment()))
                .addSubcommand(new Version())
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
