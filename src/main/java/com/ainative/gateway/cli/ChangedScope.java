package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What an account and an organisation have in common that can be changed. */
final class ChangedScope {

    private static final String ALL = "all";
    private static final String NONE = "none";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(names = "--disable", description = "It lets nobody in any more.")
    private boolean disable;

    @Option(names = "--enable", description = "It lets in again.")
    private boolean enable;

    @Option(names = "--models", split = ",", paramLabel = "M", description = "The models it may ask; all for all.")
    private List<String> models = List.of();

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "A limit of its own; none for none.")
    private @Nullable String requestsPerMinute;

    void writeTo(ObjectNode change) {
        if (disable && enable) {
            throw wrong("--disable and --enable contradict each other");
        }
        if (disable || enable) {
            change.put("status", disable ? "disabled" : "active");
        }
        if (models.equals(List.of(ALL))) {
            change.putNull("models");
        } else if (!models.isEmpty()) {
            models.forEach(change.putArray("models")::add);
        }
        if (requestsPerMinute != null) {
            change.set("requests_per_minute", count(change, requestsPerMinute));
        }
    }

    private JsonNode count(ObjectNode json, String text) {
        try {
            return text.equals(NONE) ? json.nullNode() : json.numberNode(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw wrong("--requests-per-minute is neither a number nor none");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
