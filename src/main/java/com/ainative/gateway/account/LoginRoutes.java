package com.ainative.gateway.account;

import com.ainative.gateway.auth.Authenticate;
import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.AuthConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.ClientAddress;
import com.ainative.gateway.http.Request;
import java.net.InetAddress;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** {@code /v1/auth}: registering, logging in and out, and who one is. */
public final class LoginRoutes extends RouteBuilder {

    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    /** Characters of its column. */
    private static final int LONGEST_ID = 40;

    private final Supplier<AccountServices> services;
    private final AuthConfig auth;
    private final Authenticate authenticate;
    private final ClientAddress address;
    private final LoginJson json;

    /** @param tokens of the same configuration */
    public LoginRoutes(Supplier<AccountServices> services, AuthConfig auth, TokenIssuer tokens,
            Authenticate authenticate, ClientAddress address) {
        this.services = services;
        this.auth = auth;
        this.authenticate = authenticate;
        this.address = address;
        this.json = new LoginJson(auth, tokens);
    }

    @Override
    public void configure() {
        StoreIsAway.answeredBy(this);
        post("register").process(this::register);
        post("login").process(this::login);
        post("token").process(this::token);
        post("refresh").process(this::refresh);
        post("logout").process(this::logout);
        post("password").process(authenticate).process(this::changePassword);
        post("ticket").process(authenticate).process(this::ticket);
        from("platform-http:{{api}}/auth/me?httpMethodRestrict=GET,HEAD").routeId("auth-me").process(authenticate)
                .process(this::me);
    }

    private RouteDefinition post(String name) {
        return from("platform-http:{{api}}/auth/" + name + "?httpMethodRestrict=POST").routeId("auth-" + name);
    }

    private @Nullable InetAddress from(Exchange exchange) {
        return address.of(exchange.getVariable(Request.VARIABLE, Request.class));
    }

    private void register(Exchange exchange) {
        String tier = auth.registerTier();
        if (tier == null) {
            throw ErrorCode.REGISTRATION_CLOSED
                    .because("Nobody can register here; an administrator makes accounts.").toException();
        }
        Fields body = Fields.of(exchange, "email", "password");
        String email = Email.of(body.text("email")).orElseThrow(() -> Fields.wrong("email", "is no e-mail address"));
        String password = body.text("password");
        Passwords.require(password, "password");
        services.get().accounts().register(email, password, tier, from(exchange));
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, ACCEPTED);
        LoginJson.noStore(exchange.getMessage());
        exchange.getMessage().setHeader("content-type", "application/json");
        exchange.getMessage().setBody(Json.write(Json.object().put("status", "accepted").put("detail",
                "Log in with this address and password. If the address had an account before, nothing was changed.")));
    }

    private void login(Exchange exchange) {
        Fields body = Fields.of(exchange, "email", "password");
        json.write(exchange,
                services.get().logins().login(body.text("email"), body.text("password"), from(exchange)));
    }

    private void token(Exchange exchange) {
        TokenForm form = TokenForm.of(exchange);
        Logins logins = services.get().logins();
        json.write(exchange, form.isRefresh()
                ? logins.refresh(form.get("refresh_token"), auth, from(exchange))
                : logins.login(form.get("username"), form.get("password"), from(exchange)));
    }

    private void refresh(Exchange exchange) {
        Fields body = Fields.of(exchange, "refresh_token");
        json.write(exchange, services.get().logins().refresh(body.text("refresh_token"), auth, from(exchange)));
    }

    /** By a refresh token, for whose access token may have expired; else by what the caller shows. */
    private void logout(Exchange exchange) {
        Fields body = Fields.of(exchange, "refresh_token");
        Logins logins = services.get().logins();
        if (body.has("refresh_token")) {
            logins.logout(body.text("refresh_token"), from(exchange));
        } else {
            authenticate.process(exchange);
            Caller caller = caller(exchange);
            Credential shown = caller.credential();
            Actor actor = Actor.of(caller, from(exchange));
            if (shown.kind() == Credential.Kind.SESSION) {
                logins.end(shown.id(), actor);
            } else if (shown.kind() == Credential.Kind.TOKEN && isName(shown.id())) {
                logins.endToken(shown.id(), shown.expires(), actor);
            } else {
                throw ErrorCode.LOGIN_NEEDED.because("This is no login of this gateway. A key ends with"
                        + " DELETE /v1/auth/keys/ID, a token of another issuer there.").toException();
            }
        }
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, NO_CONTENT);
        exchange.getMessage().setBody(null);
    }

    /** Tokens the gateway has not made itself may have none, or a long one. */
    private static boolean isName(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID;
    }

    private void changePassword(Exchange exchange) {
        Fields body = Fields.of(exchange, "current_password", "new_password");
        Caller caller = caller(exchange);
        if (caller.credential().kind() != Credential.Kind.SESSION) {
            throw ErrorCode.LOGIN_NEEDED.because("Log in with the password to change it.").toException();
        }
        json.write(exchange, services.get().logins().changePassword(caller.subject(), body.text("current_password"),
                body.text("new_password"), from(exchange)));
    }

    private void ticket(Exchange exchange) {
        String ticket = services.get().tickets().issue(caller(exchange));
        LoginJson.noStore(exchange.getMessage());
        exchange.getMessage().setHeader("content-type", "application/json");
        exchange.getMessage().setBody(Json.write(
                Json.object().put("ticket", ticket).put("expires_in", Tickets.LIFE.toSeconds())));
    }

    private void me(Exchange exchange) {
        Caller caller = caller(exchange);
        LoginJson.noStore(exchange.getMessage());
        exchange.getMessage().setHeader("content-type", "application/json");
        exchange.getMessage().setBody(Json.write(AccountJson.me(caller, services.get().accounts())));
    }

    private static Caller caller(Exchange exchange) {
        return exchange.getVariable(Caller.VARIABLE, Caller.class);
    }
}
