package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Revokes an API key. */
@Command(name = "revoke", description = "Revoke an API key: it counts at no gateway any more.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users revoke key-0006446bd9c13001a3b5c7d9e1f20345    one that `users keys` lists"})
public final class UsersRevoke implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "KEY", description = "A key's id.")
    @SuppressWarnings("NullAway.Init")
    private String key;

    public UsersRevoke(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode gone = admin.ask(gateway -> gateway.revokeKey(key));
        admin.show(gone, out -> out.println("revoked " + PlainText.oneLine(key)));
        return ExitCode.DONE.number();
    }
}
