package com.ainative.gateway.cli;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What administrators do with accounts and their keys; each of it is a command of its own. */
@Command(name = "users", description = "Make, change and list accounts and their API keys.", synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExamples:%n", footer = {
    "  ainative users create --admin --email me@example.com --tier pro",
    "  ainative users import accounts.csv",
    "  export AINATIVE_TOKEN=$(ainative token --role admin)",
    "  ainative users list",
    "  ainative users set ann@example.com --disable",
    "  ainative users key ann@example.com --name ci --models fast"})
public final class Users implements Runnable {

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public Users(Surroundings around) {
        this.around = around;
    }

    /** This command with those below it. */
    public CommandLine whole() {
        CommandLine users = new CommandLine(this);
        Stream.of(new UsersCreate(around, System.in), new UsersImport(around), new UsersList(around.environment()),
                new UsersSet(around.environment(), System.in), new UsersDelete(around.environment()),
                new UsersKey(around.environment()), new UsersKeys(around.environment()),
                new UsersRotate(around.environment()), new UsersRevoke(around.environment()))
                .forEach(users::addSubcommand);
        return users;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
