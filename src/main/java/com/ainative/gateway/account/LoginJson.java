package com.ainative.gateway.account;

import com.ainative.gateway.account.Logins.Login;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.AuthConfig;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What somebody gets who logs in, as RFC 6749, 5.1 has it. */
final class LoginJson {

    private final AuthConfig auth;
    private final TokenIssuer tokens;

    /** @param tokens of the same configuration */
    LoginJson(AuthConfig auth, TokenIssuer tokens) {
        this.auth = auth;
        this.tokens = tokens;
    }

    void write(Exchange exchange, Login login) {
        Account account = login.account();
        String access = tokens.issue(account.id(), account.tier(), account.role().roles(), account.grants(),
                login.session(), auth.accessToken());
        Message message = exchange.getMessage();
        message.setHeader("content-type", "application/json");
        noStore(message);
        message.setBody(Json.write(Json.object().put("access_token", access).put("token_type", "Bearer")
                .put("expires_in", auth.accessToken().toSeconds()).put("refresh_token", login.refreshToken())));
    }

    /** What stands in the answer is for its receiver alone, and nobody between keeps it. */
    static void noStore(Message message) {
        message.setHeader("cache-control", "no-store");
    }
}
