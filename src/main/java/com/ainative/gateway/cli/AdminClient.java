package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A running gateway as operators see it: the API of its admin port. Where routes can be sent, they are an object of
 * {@code files}; an empty object means those in the gateway's own folders.
 */
final class AdminClient implements AutoCloseable {

    /** For the head of an answer: golden requests may take a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Connection connection;

    AdminClient(URI admin, @Nullable String token) {
        this.connection = new Connection(admin, token, new AdminFailures());
    }

    /**
     * Serves these routes from now on, if they pass every check.
     *
     * @param generation they must be; null where nobody has looked at them before
     */
    JsonNode apply(ObjectNode routes, @Nullable String generation) {
        return post(changing(routes) + (generation == null ? "" : "?generation=" + generation), PATIENCE, routes);
    }

    /** Only checks them. */
    JsonNode tryOut(ObjectNode routes) {
        return post(changing(routes) + "?dry-run=true", PATIENCE, routes);
    }

    private static String changing(ObjectNode routes) {
        return routes.isEmpty() ? "reload" : "apply";
    }

    /**
     * What would differ for the requests that come in meanwhile.
     *
     * @param time in whole seconds, which is how long the answer takes
     */
    JsonNode preview(ObjectNode routes, Duration time) {
        return post("preview?seconds=" + time.toSeconds(), time.plus(PATIENCE), routes);
    }

    /** What differs between the routes that serve and these, line by line. */
    JsonNode diff(ObjectNode routes) {
        return post("diff", PATIENCE, routes);
    }

    /** Serves an earlier revision again; without a number, the good one before. */
    JsonNode rollback(@Nullable Integer revision) {
        return post("rollback", PATIENCE,
                revision == null ? Json.object() : Json.object().put("revision", revision.intValue()));
    }

    JsonNode generations() {
        return get("generations");
    }

    JsonNode routes() {
        return get("routes");
    }

    JsonNode route(String id) {
        return get("routes/" + encoded(id));
    }

    /** The broker and the jobs, in numbers. */
    JsonNode queue() {
        return get("queue");
    }

    /** Puts one message into the queue. */
    JsonNode submit(ObjectNode message) {
        return post("queue/messages", PATIENCE, message);
    }

    /** The next to be done, and what is still in the queue. */
    JsonNode waiting(int most, boolean bodies) {
        return get("queue/jobs?state=accepted&limit=" + most + (bodies ? "&bodies=true" : ""));
    }

    JsonNode deadLetters(int most) {
        return get("queue/dead?limit=" + most);
    }

    /** @param which of the dead letters are to be done again */
    JsonNode replay(ObjectNode which) {
        return post("queue/dead/replay", PATIENCE, which);
    }

    /** The keys that verify, and what each is for. */
    JsonNode keys() {
        return get("signing-keys");
    }

    /** @param revoke whether nothing that was signed before counts any more */
    JsonNode rotateKeys(boolean revoke) {
        return post("signing-keys/rotate", PATIENCE, Json.object().put("revoke", revoke));
    }

    /** @param email of the one that is looked for; null for all */
    JsonNode users(@Nullable String email, int most) {
        return get("users?limit=" + most + (email == null ? "" : "&email=" + encoded(email)));
    }

    JsonNode createUser(ObjectNode account) {
        return post("users", PATIENCE, account);
    }

    JsonNode importUsers(ObjectNode users) {
        return post("users/import", PATIENCE, users);
    }

    /** @param who an id or an e-mail address */
    JsonNode changeUser(String who, ObjectNode change) {
        return send("PATCH", "users/" + encoded(who), change);
    }

    JsonNode setPassword(String who, String password) {
        return post("users/" + encoded(who) + "/password", PATIENCE, Json.object().put("password", password));
    }

    JsonNode deleteUser(String who) {
        return send("DELETE", "users/" + encoded(who), Json.object());
    }

    JsonNode userKeys(String who) {
        return get("users/" + encoded(who) + "/keys");
    }

    JsonNode createKey(String who, ObjectNode scope) {
        return post("users/" + encoded(who) + "/keys", PATIENCE, scope);
    }

    JsonNode rotateKey(String id, ObjectNode overlap) {
        return post("keys/" + encoded(id) + "/rotate", PATIENCE, overlap);
    }

    JsonNode organisations() {
        return get("organisations");
    }

    JsonNode createOrganisation(ObjectNode organisation) {
        return post("organisations", PATIENCE, organisation);
    }

    JsonNode changeOrganisation(String id, ObjectNode change) {
        return send("PATCH", "organisations/" + encoded(id), change);
    }

    JsonNode revokeKey(String id) {
        return send("DELETE", "keys/" + encoded(id), Json.object());
    }

    /** The latest first. */
    JsonNode audit(int most) {
        return get("audit?limit=" + most);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode send(String method, String path, ObjectNode body) {
        return connection.json(connection.send(connection.request("/admin/" + path, PATIENCE)
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofByteArray(Json.write(body)))));
    }

    private JsonNode get(String path) {
        return connection.json(connection.send(connection.request("/admin/" + path, PATIENCE).GET()));
    }

    private JsonNode post(String path, Duration patience, ObjectNode body) {
        return connection.json(connection.send(connection.request("/admin/" + path, patience)
                .header("content-type", "application/json").POST(BodyPublishers.ofByteArray(Json.write(body)))));
    }

    @Override
    public void close() {
        connection.close();
    }
}
