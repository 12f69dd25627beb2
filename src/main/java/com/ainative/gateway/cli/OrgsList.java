package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists organisations. */
@Command(name = "list", description = "List organisations, in the order of their making.", footerHeading = "%nExamples:%n", footer = {
    "  ainative orgs list", "  ainative orgs list --json"})
public final class OrgsList implements Callable<Integer> {

    @Mixin
    private final AdminOptions admin;

    public OrgsList(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        JsonNode found = admin.ask(AdminClient::organisations);
        admin.show(found, out -> print(found.path("organisations"), out));
        if (found.path("organisations").isEmpty()) {
            admin.remark("there is none");
        }
        return ExitCode.DONE.number();
    }

    private static void print(JsonNode organisations, PrintWriter out) {
        if (organisations.isEmpty()) {
            return;
        }
        Table table = new Table("ORGANISATION", "NAME", "STATUS", "REQUESTS/MINUTE", "MODELS");
        for (JsonNode one : organisations) {
            table.row(one.path("id").asText(), one.path("name").asText(), one.path("status").asText(),
                    one.path("requests_per_minute").asText("-"), UsersList.models(one));
        }
        table.print(out);
    }
}
