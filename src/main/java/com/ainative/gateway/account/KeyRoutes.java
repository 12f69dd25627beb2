package com.ainative.gateway.account;

import com.ainative.gateway.auth.Authenticate;
import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.ClientAddress;
import com.ainative.gateway.http.Request;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** {@code /v1/auth/keys}: an account's own API keys. Those of others do not exist for it. */
public final class KeyRoutes extends RouteBuilder {

    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    private final Supplier<AccountServices> services;
    private final Set<String> tiers;
    private final Authenticate authenticate;
    private final ClientAddress address;

    /** @param tiers that there are */
    public KeyRoutes(Supplier<AccountServices> services, Set<String> tiers, Authenticate authenticate,
            ClientAddress address) {
        this.services = services;
        this.tiers = tiers;
        this.authenticate = authenticate;
        this.address = address;
    }

    @Override
    public void configure() {
        StoreIsAway.answeredBy(this);
        route("", "GET,HEAD", "auth-keys").process(this::list);
        route("", "POST", "auth-key-create").process(this::create);
        route("/{id}", "GET,HEAD", "auth-key").process(exchange -> write(exchange, AccountJson.of(key(exchange))));
        route("/{id}", "DELETE", "auth-key-revoke").process(this::revoke);
        route("/{id}/rotate", "POST", "auth-key-rotate").process(this::rotate);
    }

    private RouteDefinition route(String path, String methods, String id) {
        return from("platform-http:{{api}}/auth/keys" + path + "?httpMethodRestrict=" + methods).routeId(id)
                .process(authenticate);
    }

    /** Whose keys these are: a key makes no others, for it may be worth less than they. */
    private Account owner(Exchange exchange) {
        Caller caller = exchange.getVariable(Caller.VARIABLE, Caller.class);
        Credential.Kind kind = caller.credential().kind();
        if (kind != Credential.Kind.SESSION && kind != Credential.Kind.TOKEN) {
            throw ErrorCode.LOGIN_NEEDED.because("Log in to see and change your keys; a key cannot.").toException();
        }
        return services.get().accounts().find(caller.subject())
                .orElseThrow(() -> ErrorCode.LOGIN_NEEDED
                        .because("Keys belong to accounts, and this token is of none.").toException());
    }

    private void list(Exchange exchange) {
        List<ApiKey> keys = services.get().keys().list(owner(exchange).id());
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        keys.forEach(key -> data.add(AccountJson.of(key)));
        write(exchange, json);
    }

    private void create(Exchange exchange) {
        Account owner = owner(exchange);
        Scope scope = ScopeFields.read(exchange, owner, tiers, false);
        Keys.Made made = services.get().keys().create(owner.id(), scope, actor(exchange));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, CREATED);
        write(exchange, AccountJson.of(made));
    }

    private void revoke(Exchange exchange) {
        services.get().keys().revoke(key(exchange), actor(exchange));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, NO_CONTENT);
        exchange.getMessage().setBody(null);
    }

    private void rotate(Exchange exchange) {
        Keys.Made made = services.get().keys().rotate(key(exchange), ScopeFields.overlap(exchange), actor(exchange));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, CREATED);
        write(exchange, AccountJson.of(made));
    }

    private ApiKey key(Exchange exchange) {
        String owner = owner(exchange).id();
        return services.get().keys().find(exchange.getMessage().getHeader("id", String.class))
                .filter(key -> key.owner().id().equals(owner))
                .orElseThrow(() -> ErrorCode.NOT_FOUND.because("There is no such key.").toException());
    }

    private Actor actor(Exchange exchange) {
        return Actor.of(exchange.getVariable(Caller.VARIABLE, Caller.class),
                address.of(exchange.getVariable(Request.VARIABLE, Request.class)));
    }

    private static void write(Exchange exchange, ObjectNode json) {
        LoginJson.noStore(exchange.getMessage());
        exchange.getMessage().setHeader("content-type", "application/json");
        exchange.getMessage().setBody(Json.write(json));
    }
}
