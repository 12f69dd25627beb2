package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes an organisation. */
@Command(name = "set", description = "Change an organisation, for all its members.", footerHeading = "%nExamples:%n", footer = {
    "  ainative orgs set org-0006446bd9c13001a3b5c7d9e1f20345 --disable",
    "  ainative orgs set org-0006446bd9c13001a3b5c7d9e1f20345 --models all --requests-per-minute none"})
public final class OrgsSet implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    @Mixin
    private final ChangedScope scope = new ChangedScope();

    @Parameters(paramLabel = "ID", description = "One that `orgs list` lists.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    public OrgsSet(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        ObjectNode change = Json.object();
        scope.writeTo(change);
        if (change.isEmpty()) {
            throw admin.wrong("say what to change");
        }
        JsonNode changed = admin.ask(gateway -> gateway.changeOrganisation(id, change));
        admin.show(changed, out -> out.println("changed " + PlainText.oneLine(id)));
        return ExitCode.DONE.number();
    }
}
