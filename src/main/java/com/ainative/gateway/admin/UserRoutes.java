package com.ainative.gateway.admin;

import com.ainative.gateway.account.Account;
import com.ainative.gateway.account.AccountChanges;
import com.ainative.gateway.account.AccountJson;
import com.ainative.gateway.account.AccountServices;
import com.ainative.gateway.account.ApiKey;
import com.ainative.gateway.account.Email;
import com.ainative.gateway.account.Fields;
import com.ainative.gateway.account.Keys;
import com.ainative.gateway.account.ScopeFields;
import com.ainative.gateway.account.Status;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.reload.Reload;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/** {@code /admin/users}, {@code /admin/keys} and {@code /admin/audit}: what administrators do with accounts and their keys. */
public final class UserRoutes extends OperatorRoutes {

    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final Reload reload;
    private final AccountServices services;

    public UserRoutes(Reload reload, AccountServices services) {
        super(reload);
        this.reload = reload;
        this.services = services;
    }

    @Override
    void paths() {
        asAdmin("GET", "users").process(this::list);
        asAdmin("POST", "users").process(this::create);
        postAsAdmin("users/import").process(exchange -> Answers.write(exchange,
                changes().importAll(Fields.of(exchange, List.of("users")), Callers.actor(exchange))));
        asAdmin("GET", "users/{id}").process(exchange -> Answers.write(exchange, AccountJson.of(account(exchange))));
        asAdmin("PATCH", "users/{id}").process(exchange -> Answers.write(exchange, changes()
                .change(account(exchange).id(), Fields.of(exchange, AccountChanges.CHANGED), Callers.actor(exchange))));
        asAdmin("DELETE", "users/{id}").process(this::delete);
        postAsAdmin("users/{id}/password").process(this::setPassword);
        asAdmin("GET", "users/{id}/keys").process(this::listKeys);
        asAdmin("POST", "users/{id}/keys").process(this::createKey);
        asAdmin("DELETE", "keys/{id}").process(this::revokeKey);
        postAsAdmin("keys/{id}/rotate").process(this::rotateKey);
        asAdmin("GET", "audit").process(this::audit);
    }

    private AccountChanges changes() {
        return new AccountChanges(services, reload.config().tiers().keySet());
    }

    private void list(Exchange exchange) {
        String email = QueryParameters.text(exchange, "email");
        String after = QueryParameters.text(exchange, "after");
        int most = QueryParameters.count(exchange, "limit", USUAL, MOST);
        List<Account> found = email == null
                ? services.accounts().list(after == null ? "" : after, most)
                : byEmail(email).stream().toList();
        ObjectNode json = Json.object();
        ArrayNode users = json.putArray("users");
        found.forEach(account -> users.add(AccountJson.of(account)));
        Answers.write(exchange, json);
    }

    private void create(Exchange exchange) {
        ObjectNode made = changes().create(Fields.of(exchange, AccountChanges.NEW), Callers.actor(exchange));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, CREATED);
        Answers.write(exchange, made);
    }

    private void delete(Exchange exchange) {
        changes().delete(account(exchange).id(), Callers.actor(exchange));
        nothing(exchange);
    }

    private void setPassword(Exchange exchange) {
        services.accounts().setPassword(account(exchange).id(),
                Fields.of(exchange, List.of("password")).text("password"),
                Callers.actor(exchange));
        nothing(exchange);
    }

    private Account account(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        Optional<Account> found = id.contains("@")
                ? byEmail(id)
                : services.accounts().find(id).filter(account -> account.status() != Status.DELETED);
        return found.orElseThrow(() -> ErrorCode.NOT_FOUND.because("There is no such account.").toException());
    }

    private Optional<Account> byEmail(String text) {
        return Email.of(text).flatMap(services.accounts()::byEmail);
    }

    private void listKeys(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode keys = json.putArray("keys");
        services.keys().list(account(exchange).id()).forEach(key -> keys.add(AccountJson.of(key)));
        Answers.write(exchange, json);
    }

    private void createKey(Exchange exchange) {
        Account owner = account(exchange);
        Keys.Made made = services.keys().create(owner.id(),
                ScopeFields.read(exchange, owner, reload.config().tiers().keySet(), true), Callers.actor(exchange));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, CREATED);
        Answers.write(exchange, AccountJson.of(made));
    }

    private void revokeKey(Exchange exchange) {
        services.keys().revoke(key(exchange), Callers.actor(exchange));
        nothing(exchange);
    }

    private void rotateKey(Exchange exchange) {
        ApiKey key = key(exchange);
        Keys.Made made = services.keys().rotate(key, ScopeFields.overlap(exchange), Callers.actor(exchange));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, CREATED);
        Answers.write(exchange, AccountJson.of(made));
    }

    private ApiKey key(Exchange exchange) {
        return services.keys().find(exchange.getMessage().getHeader("id", String.class))
                .orElseThrow(() -> ErrorCode.NOT_FOUND.because("There is no such key.").toException());
    }

    private void audit(Exchange exchange) {
        ObjectNode json = Json.object();
        ArrayNode entries = json.putArray("entries");
        services.audit().list(QueryParameters.text(exchange, "before"),
                QueryParameters.count(exchange, "limit", USUAL, MOST))
                .forEach(entry -> entries.add(AccountJson.of(entry)));
        Answers.write(exchange, json);
    }

    private static void nothing(Exchange exchange) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, NO_CONTENT);
        exchange.getMessage().setBody(null);
    }
}
