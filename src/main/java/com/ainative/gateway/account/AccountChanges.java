package com.ainative.gateway.account;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What administrators do with accounts, as it is asked for and answered in JSON; over HTTP, or at a terminal. */
public final class AccountChanges {

    /** Accounts in one request. */
    public static final int MOST_IMPORTED = 1_000;

    /** The members of an account that is to be made. */
    public static final List<String> NEW = List.of("email", "password", "role", "tier", "organisation", "models",
            "requests_per_minute");
    /** The members that can be changed. */
    public static final List<String> CHANGED = List.of("email", "role", "tier", "status", "organisation", "models",
            "requests_per_minute");
    private static final List<String> ROLES = Arrays.stream(Role.values()).map(Role::word).toList();

    private final AccountServices services;
    private final Set<String> tiers;

    /** @param tiers that there are */
    public AccountChanges(AccountServices services, Set<String> tiers) {
        this.services = services;
        this.tiers = tiers;
    }

    /** @throws GatewayException 400 that names the member, 409 where the address has an account */
    public ObjectNode create(Fields body, Actor by) {
        String password = body.optionalText("password");
        NewAccount account = new NewAccount(email(body),
                password == null ? null : services.accounts().hash(password, "password"), role(body, Role.USER),
                tier(body), organisation(body), body.optionalTexts("models"),
                body.optionalCount("requests_per_minute"));
        return services.accounts().create(account, by).map(AccountJson::of)
                .orElseThrow(() -> ErrorCode.ALREADY_THERE.at("email", "This address has an account.").toException());
    }

    private static String email(Fields body) {
        return Email.of(body.text("email")).orElseThrow(() -> Fields.wrong("email", "is no e-mail address"));
    }

    private static Role role(Fields body, Role usual) {
        String word = body.optionalOneOf("role", ROLES);
        return word == null ? usual : Role.of(word);
    }

    private String tier(Fields body) {
        String tier = body.text("tier");
        if (!tiers.contains(tier)) {
            throw Fields.wrong("tier", "is not one of " + String.join(", ", tiers));
        }
        return tier;
    }

    private @Nullable String organisation(Fields body) {
        String id = body.optionalText("organisation");
        if (id != null && services.organisations().find(id).isEmpty()) {
            throw Fields.wrong("organisation", "is no organisation's id");
        }
        return id;
    }

    /** Changes the members that are there; null takes a restriction away. */
    public ObjectNode change(String id, Fields body, Actor by) {
        String organisation = organisation(body);
        Organisation belongsTo = organisation == null
                ? null
                : services.organisations().find(organisation).orElse(null);
        SortedSet<String> models = body.optionalTexts("models");
        Integer aMinute = body.optionalCount("requests_per_minute");
        String status = body.optionalOneOf("status", List.of("active", "disabled"));
        String tier = body.has("tier") ? tier(body) : null;
        String email = body.has("email") ? email(body) : null;
        return AccountJson.of(services.accounts().change(id,
                before -> new Account(id, Objects.requireNonNullElse(email, String.valueOf(before.email())),
                        role(body, before.role()), Objects.requireNonNullElse(tier, before.tier()),
                        status == null ? before.status() : Status.of(status),
                        body.has("organisation") ? belongsTo : before.organisation(),
                        body.has("models") ? models : before.models(),
                        body.has("requests_per_minute") ? aMinute : before.requestsPerMinute(), before.createdAt()),
                body.text(), by));
    }

    /** Its address is free again; none of its tokens and keys ever counts again. */
    public void delete(String id, Actor by) {
        services.accounts().change(id, before -> new Account(id, null, before.role(), before.tier(), Status.DELETED,
                before.organisation(), before.models(), before.requestsPerMinute(), before.createdAt()), "deleted", by);
    }

    /**
     * Makes accounts of another platform, with the hashes it has. Who is there already stays as he is. Nothing is made
     * where one of them is wrong.
     */
    public ObjectNode importAll(Fields body, Actor by) {
        List<NewAccount> all = new ArrayList<>();
        for (ObjectNode one : body.objects("users", MOST_IMPORTED)) {
            all.add(imported(Fields.of(one, List.of("email", "tier", "password_hash", "role")), all.size()));
        }
        long created = all.stream().filter(account -> services.accounts().create(account, by).isPresent()).count();
        return Json.object().put("created", created).put("existing", all.size() - created);
    }

    private NewAccount imported(Fields one, int index) {
        try {
            String hash = one.text("password_hash");
            if (!Bcrypt.isOne(hash)) {
                throw Fields.wrong("password_hash", "is no hash of bcrypt");
            }
            return new NewAccount(email(one), hash, role(one, Role.USER), tier(one));
        } catch (GatewayException e) {
            String field = "users[" + index + "]." + e.failure().param();
            throw ErrorCode.INVALID_REQUEST.at(field, field + ": " + e.failure().message()).toException();
        }
    }
}
