package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an API key, and prints it this once. */
@Command(name = "key", description = "Make an API key of an account. It is printed now and never again.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users key ann@example.com --name ci",
    "  ainative users key ann@example.com --name ci --models fast --addresses 10.0.0.0/8 --expires 2027-01-31T00:00:00Z"})
public final class UsersKey implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "WHO", description = "An e-mail address or an account's id.")
    @SuppressWarnings("NullAway.Init")
    private String who;

    @Option(names = "--name", required = true, paramLabel = "N", description = "What it is for.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--tier", paramLabel = "T", description = "Another than its owner's.")
    private @Nullable String tier;

    @Option(names = "--models", split = ",", paramLabel = "M", description = "The models it may ask (default: its owner's).")
    private List<String> models = List.of();

    @Option(names = "--addresses", split = ",", paramLabel = "RANGE", description = "Where it may come from (default: anywhere).")
    private List<String> addresses = List.of();

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "Beside its owner's.")
    private @Nullable Integer requestsPerMinute;

    @Option(names = "--budget", paramLabel = "N/PERIOD", description = "Requests a day or month, such as 1000/day (default: none).")
    private @Nullable String budget;

    @Option(names = "--expires", paramLabel = "INSTANT", description = "Until when it is good (default: for ever).")
    private @Nullable String expires;

    public UsersKey(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        ObjectNode scope = Json.object().put("name", name);
        if (tier != null) {
            scope.put("tier", tier);
        }
        if (!models.isEmpty()) {
            models.forEach(scope.putArray("models")::add);
        }
        if (!addresses.isEmpty()) {
            addresses.forEach(scope.putArray("addresses")::add);
        }
        if (requestsPerMinute != null) {
            scope.put("requests_per_minute", requestsPerMinute);
        }
        if (budget != null) {
            scope.put("budget", budget);
        }
        if (expires != null) {
            scope.put("expires_at", expires);
        }
        JsonNode made = admin.ask(gateway -> gateway.createKey(who, scope));
        admin.show(made, out -> out.println(made.path("key").asText()));
        admin.remark("this is " + made.path("id").asText() + "; keep it, it is not shown again");
        return ExitCode.DONE.number();
    }
}
