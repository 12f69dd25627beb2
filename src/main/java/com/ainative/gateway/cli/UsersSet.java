package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes an account. */
@Command(name = "set", description = "Change an account. Who is disabled, or is given another role or password, is logged out everywhere.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users set ann@example.com --disable", "  ainative users set ann@example.com --enable --tier pro",
    "  ainative users set ann@example.com --models fast,smart    or --models all",
    "  ainative users set ann@example.com --password-stdin < password.txt"})
public final class UsersSet implements Callable<Integer> {

    private static final String NONE = "none";

    private final InputStream in;

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "WHO", description = "An e-mail address or an account's id.")
    @SuppressWarnings("NullAway.Init")
    private String who;

    @Mixin
    private final ChangedScope scope = new ChangedScope();

    @Option(names = "--tier", paramLabel = "T", description = "A name under tiers in gateway.yaml.")
    private @Nullable String tier;

    @Option(names = "--role", paramLabel = "R", description = "user, operator or admin.")
    private @Nullable String role;

    @Option(names = "--organisation", paramLabel = "ID", description = "Which it belongs to; none for none.")
    private @Nullable String organisation;

    @Option(names = "--password-stdin", description = "Set the password in the first line of standard input.")
    private boolean password;

    public UsersSet(Map<String, String> environment, InputStream in) {
        this.in = in;
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        ObjectNode change = change();
        if (change.isEmpty() && !password) {
            throw admin.wrong("say what to change");
        }
        JsonNode changed = admin.ask(gateway -> {
            JsonNode account = change.isEmpty() ? Json.object() : gateway.changeUser(who, change);
            return password ? gateway.setPassword(who, GivenPassword.read(in)) : account;
        });
        admin.show(changed, out -> out.println("changed " + PlainText.oneLine(who)));
        return ExitCode.DONE.number();
    }

    private ObjectNode change() {
        ObjectNode change = Json.object();
        scope.writeTo(change);
        if (tier != null) {
            change.put("tier", tier);
        }
        if (role != null) {
            change.put("role", role);
        }
        if (organisation != null) {
            change.put("organisation", organisation.equals(NONE) ? null : organisation);
        }
        return change;
    }
}
