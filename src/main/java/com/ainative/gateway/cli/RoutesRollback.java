package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a running gateway serve an earlier generation again. */
@Command(name = "rollback", description = "Serve an earlier revision again, with the configuration it had.", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes rollback       the good one before",
    "  ainative routes rollback 11    one that `ainative routes history` lists"})
public final class RoutesRollback implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(arity = "0..1", paramLabel = "REV", description = "The revision to serve (default: the good one before).")
    private @Nullable Integer revision;

    public RoutesRollback(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode changed = admin.ask(gateway -> gateway.rollback(revision));
        Change.show(changed, admin);
        return ExitCode.DONE.number();
    }
}
