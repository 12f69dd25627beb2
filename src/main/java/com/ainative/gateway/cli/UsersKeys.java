package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the API keys of an account. */
@Command(name = "keys", description = "List the API keys of an account.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users keys ann@example.com"})
public final class UsersKeys implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "WHO", description = "An e-mail address or an account's id.")
    @SuppressWarnings("NullAway.Init")
    private String who;

    public UsersKeys(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode found = admin.ask(gateway -> gateway.userKeys(who));
        admin.show(found, out -> print(found.path("keys"), out));
        if (found.path("keys").isEmpty()) {
            admin.remark("it has no keys");
        }
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode keys, PrintWriter out) {
        if (keys.isEmpty()) {
            return;
        }
        Table table = new Table("KEY", "BEGINS WITH", "NAME", "CREATED", "EXPIRES", "REVOKED");
        for (JsonNode key : keys) {
            table.row(key.path("id").asText(), key.path("prefix").asText(), key.path("name").asText(),
                    key.path("created_at").asText(), key.path("expires_at").asText("-"),
                    key.path("revoked_at").asText("-"));
        }
        table.print(out);
    }
}
