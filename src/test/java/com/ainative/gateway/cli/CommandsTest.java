package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.Gateway;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandsTest {

    static Stream<CommandLine> commands() {
        CommandLine root = Gateway.commandLine(Shell.surroundings(Map.of()));
        return withThoseBelow(root);
    }

    private static Stream<CommandLine> withThoseBelow(CommandLine command) {
        return Stream.concat(Stream.of(command),
                command.getSubcommands().values().stream().flatMap(CommandsTest::withThoseBelow));
    }

    @Test
    @DisplayName("GIVEN the program WHEN its commands are looked for THEN those below routes are among them")
    void commands_ofRoutes() {
        assertThat(commands().map(command -> command.getCommandSpec().qualifiedName())).contains(
                "ainative routes", "ainative routes apply", "ainative routes diff", "ainative routes history",
                "ainative routes list", "ainative routes rollback", "ainative routes show");
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("GIVEN any command WHEN --help is asked THEN it says what it does, describes each option, and shows it used")
    void help_everyCommand(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String[] args = (name + " --help").substring("ainative ".length()).split(" ");

        Shell shell = Shell.run(args);

        assertThat(shell.exit()).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).startsWith("Usage: " + name + " ").contains("Examples:\n  ");
        assertThat(shell.out().substring(shell.out().indexOf("Examples:"))).contains(name);
        assertThat(String.join("", command.getCommandSpec().usageMessage().description())).endsWith(".");
        assertThat(command.getCommandSpec().options())
                .allSatisfy((OptionSpec option) -> assertThat(option.description()).isNotEmpty());
    }

    @Test
    @DisplayName("GIVEN no command WHEN the program is run THEN it is a usage error of one line")
    void execute_noCommand() {
        assertThat(Shell.run()).isEqualTo(new Shell(2, "", "ainative: a command is missing; try ainative --help\n"));
    }

    @Test
    @DisplayName("GIVEN an unknown option WHEN a command is run THEN one line names it and its help")
    void execute_unknownOption() {
        assertThat(Shell.run("version", "--jsn")).isEqualTo(
                new Shell(2, "", "ainative: Unknown option: '--jsn'; try ainative version --help\n"));
    }

    @Test
    @DisplayName("GIVEN a failure nobody foresaw WHEN it is told THEN it is one line without a stack trace")
    void handleExecutionException_anything() {
        OneLineErrors errors = new OneLineErrors();
        StringWriter err = new StringWriter();
        CommandLine command = Gateway.commandLine(Shell.surroundings(Map.of())).setErr(new PrintWriter(err));

        int exit = errors.handleExecutionException(new IllegalStateException("a\nb"), command, command.parseArgs());
        errors.handleExecutionException(new IllegalStateException(), command, command.parseArgs());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("ainative: a b\nainative: java.lang.IllegalStateException\n");
    }

    @Test
    @DisplayName("GIVEN routes that cannot start WHEN it is told THEN it is one line, and the operator's to mend")
    void handleExecutionException_routes() {
        StringWriter err = new StringWriter();
        CommandLine command = Gateway.commandLine(Shell.surroundings(Map.of())).setErr(new PrintWriter(err));

        int exit = new OneLineErrors().handleExecutionException(
                new ProblemsException(List.of(Problem.ofFile("routes", "cannot start:\nno bean"))), command,
                command.parseArgs());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("routes: cannot start: no bean\nainative: the configuration cannot be used\n");
    }
}
