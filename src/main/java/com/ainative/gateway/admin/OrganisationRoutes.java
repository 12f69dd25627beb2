package com.ainative.gateway.admin;

import com.ainative.gateway.account.AccountJson;
import com.ainative.gateway.account.AccountServices;
import com.ainative.gateway.account.Fields;
import com.ainative.gateway.account.Organisation;
import com.ainative.gateway.account.Status;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.reload.Reload;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import org.apache.camel.Exchange;

/** {@code /admin/organisations}: accounts that belong together, and what they may do together. */
public final class OrganisationRoutes extends OperatorRoutes {

    private static final int CREATED = 201;

    private final AccountServices services;

    public OrganisationRoutes(Reload reload, AccountServices services) {
        super(reload);
        this.services = services;
    }

    @Override
    void paths() {
        asAdmin("GET", "organisations").process(this::list);
        asAdmin("POST", "organisations").process(this::create);
        asAdmin("PATCH", "organisations/{id}").process(this::change);
    }

    private void list(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("organisations");
        services.organisations().list().forEach(organisation -> all.add(AccountJson.of(organisation)));
        Answers.write(exchange, json);
    }

    private void create(Exchange exchange) {
        Fields body = Fields.of(exchange, List.of("name", "models", "requests_per_minute"));
        Organisation made = services.organisations().create(body.name("name"), body.optionalTexts("models"),
                body.optionalCount("requests_per_minute"), Callers.actor(exchange));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, CREATED);
        Answers.write(exchange, AccountJson.of(made));
    }

    private void change(Exchange exchange) {
        Fields body = Fields.of(exchange, List.of("status", "models", "requests_per_minute"));
        SortedSet<String> models = body.optionalTexts("models");
        Integer aMinute = body.optionalCount("requests_per_minute");
        String status = body.optionalOneOf("status", List.of("active", "disabled"));
        Organisation changed = services.organisations().change(exchange.getMessage().getHeader("id", String.class),
                before -> new Organisation(before.id(), before.name(),
                        status == null ? before.status() : Status.of(status),
                        body.has("models") ? models : before.models(),
                        body.has("requests_per_minute") ? aMinute : before.requestsPerMinute()),
                body.text(), Callers.actor(exchange));
        Answers.write(exchange, AccountJson.of(changed));
    }

}
