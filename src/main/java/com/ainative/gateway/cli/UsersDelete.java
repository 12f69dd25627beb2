package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes an account for good. */
@Command(name = "delete", description = "Delete an account: its address is free again, none of its tokens and keys ever counts again.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users delete ann@example.com"})
public final class UsersDelete implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "WHO", description = "An e-mail address or an account's id.")
    @SuppressWarnings("NullAway.Init")
    private String who;

    public UsersDelete(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode gone = admin.ask(gateway -> gateway.deleteUser(who));
        admin.show(gone, out -> out.println("deleted " + PlainText.oneLine(who)));
        return ExitCode.DONE.number();
    }
}
