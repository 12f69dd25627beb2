package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists accounts. */
@Command(name = "list", description = "List accounts, in the order of their making.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users list", "  ainative users list --email ann@example.com --json"})
public final class UsersList implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Option(names = "--email", paramLabel = "E", description = "Only this one.")
    private @Nullable String email;

    @Option(names = "--limit", paramLabel = "N", description = "How many, up to 1000 (default: 1000).")
    private int limit = 1_000;

    public UsersList(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode found = admin.ask(gateway -> gateway.users(email, limit));
        admin.show(found, out -> print(found.path("users"), out));
        if (found.path("users").isEmpty()) {
            admin.remark("there is no such account");
        }
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode users, PrintWriter out) {
        if (users.isEmpty()) {
            return;
        }
        Table table = new Table("ACCOUNT", "EMAIL", "ROLE", "TIER", "STATUS", "ORGANISATION", "MODELS");
        for (JsonNode user : users) {
            table.row(user.path("id").asText(), user.path("email").asText(), user.path("role").asText(),
                    user.path("tier").asText(), user.path("status").asText(), user.path("organisation").asText("-"),
                    models(user));
        }
        table.print(out);
    }

    /** Which models an account or organisation may ask. */
    static String models(JsonNode holder) {
        JsonNode models = holder.path("models");
        return models.isNull()
                ? "all"
                : StreamSupport.stream(models.spliterator(), false).map(JsonNode::asText)
                        .collect(Collectors.joining(" "));
    }
}
