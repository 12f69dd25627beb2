package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an API key in the place of another, and prints it this once. */
@Command(name = "rotate", description = "Make an API key in the place of another, which stays good for a while. It is printed now and never again.", footerHeading = "%nExamples:%n", footer = {
    "  ainative users rotate key-0006446bd9c13001a3b5c7d9e1f20345    one that `users keys` lists",
    "  ainative users rotate key-0006446bd9c13001a3b5c7d9e1f20345 --overlap 0s"})
public final class UsersRotate implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "KEY", description = "A key's id.")
    @SuppressWarnings("NullAway.Init")
    private String key;

    @Option(names = "--overlap", paramLabel = "TIME", description = "For how long the old one is good, such as 0s, 1h or 7d (default: 24h).")
    private String overlap = "24h";

    public UsersRotate(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode made = admin.ask(gateway -> gateway.rotateKey(key, Json.object().put("overlap", overlap)));
        admin.show(made, out -> out.println(made.path("key").asText()));
        admin.remark("this is " + made.path("id").asText() + "; keep it, it is not shown again");
        return ExitCode.DONE.number();
    }
}
