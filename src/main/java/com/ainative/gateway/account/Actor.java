package com.ainative.gateway.account;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who does something that is recorded.
 *
 * @param name the account's or what the token says; with the API key it came by
 * @param address null where it comes by no connection
 */
public record Actor(String name, @Nullable String address) {

    public static Actor of(Caller caller, @Nullable InetAddress from) {
        Credential shown = caller.credential();
        String by = shown.kind() == Credential.Kind.KEY ? caller.subject() + " by " + shown.id() : caller.subject();
        return of(by, from);
    }

    public static Actor of(String name, @Nullable InetAddress from) {
        return new Actor(name, from == null ? null : from.getHostAddress());
    }
}
