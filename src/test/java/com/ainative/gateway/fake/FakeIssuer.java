package com.ainative.gateway.fake;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Another issuer: publishes metadata and keys over HTTP, signs tokens, and can fail in any way. */
public final class FakeIssuer implements AutoCloseable {

    public static final String METADATA = "/.well-known/openid-configuration";
    public static final String KEYS = "/keys";

    private final FakeProvider server = FakeProvider.start();
    private volatile IssuerKey key;
    private volatile List<String> published;
    private volatile FakeProvider.@Nullable Reply instead;

    private FakeIssuer(IssuerKey key) {
        this.key = key;
        this.published = List.of(key.jwk());
        server.always(this::answer);
    }

    public static FakeIssuer start() {
        return start(IssuerKey.make("k1", "ES256"));
    }

    public static FakeIssuer start(IssuerKey key) {
        return new FakeIssuer(key);
    }

    /** Its {@code iss}, and where its metadata are below. */
    public String url() {
        return server.url();
    }

    public IssuerKey key() {
        return key;
    }

    /** Publishes a key beside the others and signs with it from now on. */
    public void rotate(IssuerKey next) {
        publish(Stream.concat(published.stream(), Stream.of(next.jwk())).toList());
        key = next;
    }

    /** These and no others, as JSON Web Keys. */
    public void publish(List<String> jwks) {
        published = jwks;
    }

    /** Whatever it is asked; null for its usual answers. */
    public void answerInstead(FakeProvider.@Nullable Reply reply) {
        instead = reply;
    }

    /** An entry for {@code auth.issuers}, in flow style; more settings may follow. */
    public String entry(String... settings) {
        return "{issuer: \"" + url() + "\", audience: gateway, allow-private: true, "
                + String.join(", ", settings) + "}";
    }

    /** A good one, but for the edits of its claims. */
    public String token(String... edits) {
        return key.signed(claims(edits));
    }

    public String claims(String... edits) {
        return IssuerKey.claims(url(), Instant.now(), edits);
    }

    /** How often a path was asked for. */
    public long fetches(String path) {
        return server.received().stream().filter(request -> request.path().equals(path)).count();
    }

    public List<Received> received() {
        return server.received();
    }

    /** Requests it has not answered yet. */
    public int openCalls() {
        return server.openCalls();
    }

    private void answer(Wire wire) throws IOException, InterruptedException {
        FakeProvider.Reply reply = instead;
        if (reply != null) {
            reply.write(wire);
        } else if (wire.request().path().equals(METADATA)) {
            wire.json(200, "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + KEYS + "\"}");
        } else if (wire.request().path().equals(KEYS)) {
            wire.json(200, published.stream().collect(Collectors.joining(",", "{\"keys\":[", "]}")));
        } else {
            wire.json(404, "{}");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
