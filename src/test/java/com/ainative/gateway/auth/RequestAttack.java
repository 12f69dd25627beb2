package com.ainative.gateway.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that shows a credential, a good one mostly, where it must not count.
 *
 * @param headers one a line, as they go over the wire
 * @param query behind the path; empty for none
 * @param body null for the one the path would get otherwise
 */
public record RequestAttack(String name, String headers, String query, @Nullable String body) {

    private static final List<String> NOT_READ = List.of("proxy-authorization", "x-authorization", "authentication",
            "x-forwarded-authorization", "x-original-authorization", "x-auth-token", "x-access-token", "x-token",
            "x-jwt-assertion", "x-amzn-oidc-data", "x-goog-iap-jwt-assertion", "cf-access-jwt-assertion", "x-id-token",
            "api-key", "apikey", "x-apikey", "x-goog-api-key", "x-api-token", "x-api_key", "www-authenticate",
            "x-gateway-token", "gateway_token", "sec-websocket-protocol", "dpop");
    private static final List<String> CLAIMED = List.of("x-user: root", "x-remote-user: root", "remote_user: root",
            "x-forwarded-user: root", "x-forwarded-email: root@example.com", "x-forwarded-for: 127.0.0.1",
            "x-real-ip: 127.0.0.1", "forwarded: for=127.0.0.1", "x-forwarded-host: localhost",
            "x-original-url: /health", "x-rewrite-url: /health", "x-forwarded-uri: /health",
            "x-forwarded-prefix: /health", "x-http-method-override: OPTIONS", "x-method-override: OPTIONS",
            "x-ssl-client-verify: SUCCESS", "x-forwarded-client-cert: Subject=\"CN=root\"", "x-roles: admin",
            "caller: root", "camelauthentication: root", "camelhttppath: /health", "x-internal: true",
            "x-gateway-authenticated: true", "access-control-request-method: GET", "origin: null");

    private static RequestAttack of(String name, String... headers) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            lines.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return new RequestAttack(name, lines.toString(), "", null);
    }

    @Override
    public String toString() {
        return name;
    }

    /** @param good a token that lets its holder in where it is shown as it should be */
    public static List<RequestAttack> with(String good) {
        List<RequestAttack> all = new ArrayList<>();
        all.add(of("nothing"));
        schemes(good, all);
        twice(good, all);
        elsewhere(good, all);
        return all;
    }

    private static void schemes(String good, List<RequestAttack> all) {
        String encoded = Base64.getEncoder().encodeToString(("x:" + good).getBytes(StandardCharsets.US_ASCII));
        String user = Base64.getEncoder().encodeToString((good + ":").getBytes(StandardCharsets.US_ASCII));
        for (String value : List.of("", "Bearer", "Bearer ", "Basic", "Basic " + encoded, "Basic " + user,
                "Bearer " + encoded, "Basic dGVzdGVyOnNlY3JldA==", "Negotiate " + encoded, good)) {
            all.add(of("authorization: " + shown(value, good, encoded, user), "authorization", value));
        }
        for (String scheme : List.of("Basic ", "Bearer:", "Bearer: ", "Bearer", "Bearer=", "Bearer\t", "Bearer,",
                "Bearer Bearer ", "Bearer bearer ", "Bearer token=", "Bearer, Bearer ", "Bearers ", "Bear ", "Token ",
                "JWT ", "DPoP ", "Digest ", "MAC ", "OAuth ", "ApiKey ", "x-api-key ", "Bearer \"", "Bearer <",
                "x, Bearer ", "Basic x, Bearer ", "AWS4-HMAC-SHA256 Credential=")) {
            all.add(of("authorization: " + scheme.replace("\t", "<tab>") + "and a good one", "authorization",
                    scheme + good));
        }
        for (String behind : List.of(", Bearer " + good, "," + good, " " + good, " x", ";", ", Basic x", "#", "?x=1")) {
            all.add(of("authorization: a good one and " + shown(behind, good, encoded, user), "authorization",
                    "Bearer " + good + behind));
        }
    }

    private static String shown(String value, String good, String encoded, String user) {
        return value.replace(encoded, "(encoded)").replace(user, "(encoded as user)").replace(good, "(good)");
    }

    private static void twice(String good, List<RequestAttack> all) {
        String bearer = "Bearer " + good;
        all.add(of("two good ones", "authorization", bearer, "authorization", bearer));
        all.add(of("good, then bad", "authorization", bearer, "authorization", "Bearer x"));
        all.add(of("bad, then good", "authorization", "Bearer x", "authorization", bearer));
        all.add(of("good, then empty", "authorization", bearer, "authorization", ""));
        all.add(of("empty, then good", "authorization", "", "authorization", bearer));
        all.add(of("Basic, then good", "authorization", "Basic x", "authorization", bearer));
        all.add(of("good twice in two cases", "Authorization", bearer, "AUTHORIZATION", bearer));
        all.add(of("bad, and a good x-api-key", "authorization", "Bearer x", "x-api-key", good));
        all.add(of("a made-up key, and a good x-api-key", "authorization", "Bearer ain_x", "x-api-key", good));
        all.add(of("empty, and a good x-api-key", "authorization", "", "x-api-key", good));
        all.add(of("Bearer alone, and a good x-api-key", "authorization", "Bearer", "x-api-key", good));
        all.add(of("Basic, and a good x-api-key", "authorization", "Basic x", "x-api-key", good));
        all.add(of("two good x-api-key", "x-api-key", good, "x-api-key", good));
        all.add(of("x-api-key good, then bad", "x-api-key", good, "x-api-key", "x"));
        all.add(of("x-api-key bad, then good", "x-api-key", "x", "x-api-key", good));
        all.add(of("x-api-key with a scheme", "x-api-key", bearer));
        all.add(of("x-api-key empty", "x-api-key", ""));
        all.add(of("x-api-key, a list", "x-api-key", good + "," + good));
    }

    private static void elsewhere(String good, List<RequestAttack> all) {
        for (String name : List.of("token", "access_token", "authorization", "Authorization", "api_key", "apikey",
                "key", "x-api-key", "id_token", "jwt", "auth", "ticket", "session", "code")) {
            all.add(new RequestAttack("query " + name, "", "?" + name + "=" + good, null));
        }
        all.add(new RequestAttack("query with a scheme", "", "?authorization=Bearer%20" + good, null));
        all.add(new RequestAttack("query with a header in it", "",
                "?x=" + URLEncoder.encode(" HTTP/1.1\r\nauthorization: Bearer " + good + "\r\n",
                        StandardCharsets.US_ASCII),
                null));
        for (String name : List.of("token", "access_token", "authorization", "session", "__Host-token", "jwt")) {
            all.add(of("cookie " + name, "cookie", name + "=" + good));
        }
        all.add(of("cookie with a scheme", "cookie", "authorization=\"Bearer " + good + "\""));
        for (String name : NOT_READ) {
            all.add(of(name, name, good));
            all.add(of(name + " with a scheme", name, "Bearer " + good));
        }
        for (String claimed : CLAIMED) {
            String[] header = claimed.split(": ", 2);
            all.add(of(claimed, header[0], header[1]));
        }
        all.add(new RequestAttack("form", "content-type: application/x-www-form-urlencoded\r\n", "",
                "access_token=" + good));
        all.add(new RequestAttack("JSON", "content-type: application/json\r\n", "",
                "{\"access_token\":\"" + good + "\",\"authorization\":\"Bearer " + good + "\"}"));
        all.add(new RequestAttack("text", "content-type: text/plain\r\n", "", "Bearer " + good));
    }
}
