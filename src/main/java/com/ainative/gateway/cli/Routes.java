package com.ainative.gateway.cli;

import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What operators do with routes; each of it is a command of its own. */
@Command(name = "routes", description = "See, check and change the routes of a gateway.", synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes validate   whether they could serve; needs no gateway that runs",
    "  export AINATIVE_TOKEN=$(ainative token --role operator)",
    "  ainative routes diff       what an edit would change",
    "  ainative routes apply      serve it",
    "  ainative routes rollback   serve again what served before"})
public final class Routes implements Runnable {

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public Routes(Surroundings around) {
        this.around = around;
    }

    /** This command with those below it, which take a while to put together. */
    public CommandLine whole() {
        Map<String, String> environment = around.environment();
        CommandLine routes = new CommandLine(this);
        Stream.of(new RoutesValidate(around), new RoutesTest(around), new RoutesApply(environment),
                new RoutesDiff(environment), new RoutesHistory(environment),
                new RoutesRollback(environment), new RoutesList(environment), new RoutesShow(environment))
                .forEach(routes::addSubcommand);
        return routes;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
