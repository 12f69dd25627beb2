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

/** Makes an organisation. */
@Command(name = "create", description = "Make an organisation.", footerHeading = "%nExamples:%n", footer = {
    "  ainative orgs create research", "  ainative orgs create research --models fast,smart --requests-per-minute 600"})
public final class OrgsCreate implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Parameters(paramLabel = "NAME", description = "Which no other has.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--models", split = ",", paramLabel = "M", description = "The models its members may ask (default: all).")
    private List<String> models = List.of();

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "Of all its members together (default: no limit).")
    private @Nullable Integer requestsPerMinute;

    public OrgsCreate(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        ObjectNode organisation = Json.object().put("name", name);
        if (!models.isEmpty()) {
            models.forEach(organisation.putArray("models")::add);
        }
        if (requestsPerMinute != null) {
            organisation.put("requests_per_minute", requestsPerMinute);
        }
        JsonNode made = admin.ask(gateway -> gateway.createOrganisation(organisation));
        admin.show(made, out -> out.println(
                "made " + made.path("id").asText() + ", " + PlainText.oneLine(made.path("name").asText())));
        return ExitCode.DONE.number();
    }
}
