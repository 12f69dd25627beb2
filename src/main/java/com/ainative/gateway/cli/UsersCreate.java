package com.ainative.gateway.cli;

import com.ainative.gateway.account.AccountChanges;
import com.ainative.gateway.account.Fields;
import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes an account; the first administrator, too, whether the gateway runs or not. */
@Command(name = "create", description = "Make an account. Without a token it needs the gateway's data folder: then it works whether the gateway runs or not.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users create --admin --email me@example.com --tier pro",
    "  ainative users create --email ann@example.com --tier free --password-stdin < password.txt",
    "  ainative users create --email ci@example.com --tier pro --no-password    for API keys alone"})
public final class UsersCreate implements Callable<Integer> {

    private final InputStream in;

    @Mixin
    private final AdminAccess admin;

    @Mixin
    private final AccountDoor door;

    @Option(names = "--email", required = true, paramLabel = "E", description = "By which it logs in.")
    @SuppressWarnings("NullAway.Init")
    private String email;

    @Option(names = "--tier", required = true, paramLabel = "T", description = "What it may ask of models: a name under tiers in gateway.yaml.")
    @SuppressWarnings("NullAway.Init")
    private String tier;

    @Option(names = "--role", paramLabel = "R", description = "user, operator or admin (default: user).")
    private @Nullable String role;

    @Option(names = "--admin", description = "The same as --role admin.")
    private boolean asAdmin;

    @Option(names = "--models", split = ",", paramLabel = "M", description = "The models it may ask (default: all).")
    private List<String> models = List.of();

    @Option(names = "--organisation", paramLabel = "ID", description = "Which it belongs to.")
    private @Nullable String organisation;

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "In place of its tier's.")
    private @Nullable Integer requestsPerMinute;

    @Option(names = "--password-stdin", description = "Read the password from the first line of standard input instead of asking.")
    private boolean passwordFromIn;

    @Option(names = "--no-password", description = "It cannot log in by a password.")
    private boolean noPassword;

    public UsersCreate(Surroundings around, InputStream in) {
        this.in = in;
        this.admin = new AdminAccess(around.environment());
        this.door = new AccountDoor(around);
    }

    @Override
    public Integer call() {
        if (asAdmin && role != null && !role.equals("admin")) {
            throw admin.wrong("--admin and --role " + role + " contradict each other");
        }
        ObjectNode account = Json.object().put("email", email).put("tier", tier).put("role",
                asAdmin ? "admin" : role == null ? "user" : role);
        if (!noPassword) {
            account.put("password", GivenPassword.read(passwordFromIn ? in : null));
        }
        if (!models.isEmpty()) {
            models.forEach(account.putArray("models")::add);
        }
        if (organisation != null) {
            account.put("organisation", organisation);
        }
        if (requestsPerMinute != null) {
            account.put("requests_per_minute", requestsPerMinute);
        }
        JsonNode made = door.ask(admin, gateway -> gateway.createUser(account),
                (accounts, by) -> accounts.create(Fields.of(account, AccountChanges.NEW), by));
        admin.show(made, out -> out.println("made " + PlainText.oneLine(made.path("id").asText()) + " for "
                + PlainText.oneLine(made.path("email").asText()) + ", " + made.path("role").asText() + ", tier "
                + PlainText.oneLine(made.path("tier").asText())));
        return ExitCode.DONE.number();
    }
}
