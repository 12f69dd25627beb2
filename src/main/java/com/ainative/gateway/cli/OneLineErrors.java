package com.ainative.gateway.cli;

import com.ainative.gateway.config.ProblemsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Says on standard error why a command did nothing: in one line, or one a problem where a configuration has several. The
 * one place of the commands that does.
 */
public final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        return say(command, PlainText.oneLine(String.valueOf(e.getMessage())) + "; try " + name + " --help",
                ExitCode.USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof ProblemsException refused) {
            refused.problems().forEach(problem -> command.getErr().println(PlainText.oneLine(problem.told())));
            return say(command, "the configuration cannot be used", ExitCode.USAGE);
        }
        if (e instanceof SourcesRefused refused) {
            refused.problems().forEach(problem -> command.getErr().println(PlainText.oneLine(problem.told())));
        }
        ExitCode exit = e instanceof CommandFailure failure ? failure.exit() : ExitCode.FAILED;
        String message = e.getMessage();
        return say(command, PlainText.oneLine(message == null ? e.toString() : message), exit);
    }

    private static int say(CommandLine command, String message, ExitCode exit) {
        command.getErr().println("ainative: " + message);
        command.getErr().flush();
        return exit.number();
    }
}
