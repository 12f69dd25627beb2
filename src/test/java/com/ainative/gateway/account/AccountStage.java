package com.ainative.gateway.account;

import static com.ainative.gateway.fake.GatewayHarness.json;

import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.config.StoreConfig;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.store.Stores;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway with accounts, on a database of its own or one it shares with others. */
public final class AccountStage implements AutoCloseable {

    public static final String PASSWORD = Canaries.PASSWORD;
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final FakeProvider provider = FakeProvider.start().always(OpenAiSamples.says("hello"));
    private final GatewayHarness gateway;

    private AccountStage(String store, String more) {
        gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(provider) + "}\n"
                + "models: {fast: {providers: [{provider: one, model: m1}]},"
                + " smart: {providers: [{provider: one, model: m2}]}}\n"
                + "tiers: {free: {requests-per-minute: 1000}, pro: {requests-per-minute: 1000}}\n" + store + more);
    }

    /** @param auth more lines of the section {@code auth} in flow style, such as {@code access-token: 1h} */
    public static AccountStage on(Stores kind, String... auth) {
        return on(kind.fresh(), auth);
    }

    static AccountStage on(StoreConfig store, String... auth) {
        String more = auth.length == 0 ? "" : ", " + String.join(", ", auth);
        String section = "auth: {register: {tier: free}" + more + "}\n";
        return new AccountStage(store.url() == null
                ? ""
                : "store: {url: \"" + store.url() + "\", user: " + store.user() + ", password: "
                        + Objects.requireNonNull(store.password()).reveal() + "}\n",
                section);
    }

    public GatewayHarness gateway() {
        return gateway;
    }

    FakeProvider provider() {
        return provider;
    }

    /** An address nobody has had. */
    public static String somebody() {
        return "somebody" + PEOPLE.incrementAndGet() + "@example.com";
    }

    /** Somebody who has an account, as if registered: over HTTP so many would be held back. */
    String registered() {
        String email = somebody();
        Accounts accounts = gateway.runtime().accounts().accounts();
        accounts.create(new NewAccount(email, accounts.hash(PASSWORD, "password"), Role.USER, "free"),
                new Actor("test", null));
        return email;
    }

    public static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    /** What a login brings. */
    public JsonNode login(String email) {
        HttpResponse<String> answer = post("login", credentials(email, PASSWORD));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return json(answer);
    }

    public static String access(JsonNode login) {
        return login.path("access_token").asText();
    }

    public static String refresh(JsonNode login) {
        return login.path("refresh_token").asText();
    }

    public HttpResponse<String> refreshed(String token) {
        return post("refresh", "{\"refresh_token\":\"" + token + "\"}");
    }

    /** Below {@code /v1/auth/}, without a token. */
    public HttpResponse<String> post(String path, String body) {
        return send(request("/v1/auth/" + path).header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Below {@code /v1/auth/}, with a token or key. */
    public HttpResponse<String> as(String token, String method, String path, String body) {
        return send(request("/v1/auth/" + path).header("authorization", "Bearer " + token)
                .header("content-type", "application/json").method(method, BodyPublishers.ofString(body)));
    }

    /** Asks a model. */
    public HttpResponse<String> chat(String token, String model) {
        return send(request("/v1/chat/completions").header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(GatewayHarness.chat().replace("\"fast\"", "\"" + model + "\""))));
    }

    public int chatStatus(String token) {
        return chat(token, "fast").statusCode();
    }

    /** What is kept of somebody's password. */
    public static String hash(AccountStage stage, String email) {
        return Objects.requireNonNull(stage.gateway.runtime().accounts().accounts().passwordHash(email));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.url().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return gateway.send(request.build());
    }

    @Override
    public void close() {
        gateway.close();
        provider.close();
    }
}
