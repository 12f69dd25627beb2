package com.ainative.gateway.auth;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/** {@code GET /.well-known/jwks.json}: the public halves of all keys that verify, for others to check the gateways' tokens. */
public final class JwksRoutes extends RouteBuilder {

    private final SigningKeys keys;

    public JwksRoutes(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public void configure() {
        from("platform-http:/.well-known/jwks.json?httpMethodRestrict=GET,HEAD").routeId("jwks")
                .setBody(exchange -> keys.publicKeys()).marshal().json(JsonLibrary.Jackson)
                .setHeader("cache-control", constant("public, max-age=300"));
    }
}
