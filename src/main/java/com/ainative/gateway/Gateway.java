package com.ainative.gateway;

import com.ainative.gateway.cli.Audit;
import com.ainative.gateway.cli.Chat;
import com.ainative.gateway.cli.Demo;
import com.ainative.gateway.cli.Keys;
import com.ainative.gateway.cli.OneLineErrors;
import com.ainative.gateway.cli.Orgs;
import com.ainative.gateway.cli.Queue;
import com.ainative.gateway.cli.Routes;
import com.ainative.gateway.cli.Serve;
import com.ainative.gateway.cli.Surroundings;
import com.ainative.gateway.cli.Token;
import com.ainative.gateway.cli.Users;
import com.ainative.gateway.cli.Version;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

    private static final Set<String> START_A_GATEWAY = Set.of("serve", "demo");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(names = {"-h",
        "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Say what this does, and how.")
    private boolean help;

    public static void main(String[] args) {
        if (args.length > 0 && START_A_GATEWAY.contains(args[0]) && Runtime.getRuntime().availableProcessors() > 1) {
            Thread.ofPlatform().name("warm-up").daemon().start(GatewayRuntime::warmUp);
        }
        Surroundings around = Surroundings.ofProcess();
        // What reads a command's options takes a while to put together: for one that is named outright, only its own.
        List<Object> named = commands(around).filter(command -> args.length > 0 && args[0].equals(name(command)))
                .toList();
        System.exit(commandLine(named.isEmpty() ? commands(around).toList() : named).execute(args));
    }

    private static Stream<Object> commands(Surroundings around) {
        return Stream.of(new Demo(around), new Serve(around), new Token(around), new Chat(around.environment()),
                new Routes(around), new Queue(around), new Users(around), new Orgs(around.environment()),
                new Keys(around),
                new Audit(around.environment()), new Version());
    }

    private static String name(Object command) {
        return command.getClass().getAnnotation(Command.class).name();
    }

    /** Every command there is. */
    public static CommandLine commandLine(Surroundings around) {
        return commandLine(commands(around).toList());
    }

    private static CommandLine commandLine(List<Object> commands) {
        OneLineErrors errors = new OneLineErrors();
        CommandLine program = new CommandLine(new Gateway());
        commands.forEach(
                command -> program.addSubcommand(switch (command) {
                    case Routes routes -> routes.whole();
                    case Queue queue -> queue.whole();
                    case Users users -> users.whole();
                    case Orgs orgs -> orgs.whole();
                    case Keys keys -> keys.whole();
                    default -> command;
                }));
        return program.setUsageHelpWidth(110)
                .setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
