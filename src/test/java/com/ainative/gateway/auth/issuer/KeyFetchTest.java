package com.ainative.gateway.auth.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.ainative.gateway.config.IssuerConfig.Source;
import com.ainative.gateway.fake.FakeIssuer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.Received;
import com.ainative.gateway.fake.ScriptedNames;
import com.ainative.gateway.fake.Wire;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys over HTTP, from issuers of every kind. */
@Timeout(60)
class KeyFetchTest {

    private static Vertx vertx;
    private FakeIssuer issuer;
    private FakeProvider canary;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        issuer = FakeIssuer.start();
        canary = FakeProvider.start();
    }

    @AfterEach
    void stop() {
        canary.close();
        issuer.close();
    }

    private KeyFetch discovering() {
        return fetch(issuer.url(), issuer.url() + FakeIssuer.METADATA, true);
    }

    private KeyFetch direct() {
        return fetch(issuer.url(), issuer.url() + FakeIssuer.KEYS, false);
    }

    private static KeyFetch fetch(String name, String url, boolean discovery) {
        return new KeyFetch(new Source(name, URI.create(url), discovery, true, null), new IssuerHttp(vertx));
    }

    private List<String> asked() {
        return issuer.received().stream().map(Received::path).toList();
    }

    @Test
    @DisplayName("GIVEN an issuer WHEN its keys are fetched THEN its metadata are asked where they are, once until they are asked for anew or fail")
    void keys_discovered() throws FetchFailedException {
        KeyFetch fetch = discovering();

        assertThat(fetch.keys(false).named("k1")).hasSize(1);
        assertThat(fetch.keys(false).named("k1")).hasSize(1);
        assertThat(asked()).containsExactly(FakeIssuer.METADATA, FakeIssuer.KEYS, FakeIssuer.KEYS);

        fetch.keys(true);
        assertThat(asked()).endsWith(FakeIssuer.METADATA, FakeIssuer.KEYS);
        issuer.answerInstead(wire -> wire.json(500, "{}"));
        assertThatThrownBy(() -> fetch.keys(false)).hasMessage("answered 500 instead of 200");
        issuer.answerInstead(null);
        fetch.keys(false);
        assertThat(asked()).endsWith(FakeIssuer.KEYS, FakeIssuer.METADATA, FakeIssuer.KEYS);
    }

    @Test
    @DisplayName("GIVEN a URL of keys WHEN fetched THEN nothing else is asked, in a request that says little")
    void keys_direct() throws FetchFailedException {
        assertThat(direct().keys(true).named("k1")).hasSize(1);

        assertThat(issuer.received()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo(FakeIssuer.KEYS);
            assertThat(request.headers().keySet()).containsExactlyInAnyOrder("accept", "accept-encoding", "connection",
                    "host", "user-agent");
        });
    }

    @Test
    @DisplayName("GIVEN a type and a length that are not usual WHEN keys come THEN they are read for what they are")
    void keys_anyContentType() throws FetchFailedException {
        String whole = "{\"keys\":[" + issuer.key().jwk() + "]" + " ".repeat(IssuerHttp.MOST) + "}";
        issuer.answerInstead(wire -> wire.whole(200, "text/plain", whole.substring(0, 400)
                + whole.substring(whole.length() - (IssuerHttp.MOST - 400))));

        assertThat(direct().keys(true).named("k1")).hasSize(1);
    }

    private static FakeProvider.Reply json(String body) {
        return wire -> wire.json(200, body);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("HTML", (FakeProvider.Reply) wire -> wire.whole(200, "text/html", "<html>log in</html>"),
                        "sent keys that are not one JSON object"),
                arguments("more behind the JSON", json("{\"keys\":[]}{}"), "sent keys that are not one JSON object"),
                arguments("no keys", json("{\"error\":\"x\"}"), "sent no list of at most 100 keys"),
                arguments("nothing", json(""), "sent keys that are not one JSON object"),
                arguments("an error", (FakeProvider.Reply) wire -> wire.json(503, "{\"keys\":[]}"),
                        "answered 503 instead of 200"),
                arguments("another good status", (FakeProvider.Reply) wire -> wire.json(203, "{\"keys\":[]}"),
                        "answered 203 instead of 200"),
                arguments("packed",
                        (FakeProvider.Reply) wire -> wire.json(200, "{\"keys\":[]}", "content-encoding: gzip"),
                        "sent something packed, which was not asked for"),
                arguments("a byte too many", json("{\"keys\":[]}" + " ".repeat(IssuerHttp.MOST - 10)),
                        "sent more than 1048576 bytes"),
                arguments("no end", (FakeProvider.Reply) KeyFetchTest::endless, "sent more than 1048576 bytes"),
                arguments("cut off", (FakeProvider.Reply) wire -> {
                    wire.raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"keys\":[]}");
                    wire.close();
                }, "cannot be reached"),
                arguments("a reset", (FakeProvider.Reply) wire -> wire.reset(), "cannot be reached"),
                arguments("no HTTP", (FakeProvider.Reply) wire -> wire.raw("SSH-2.0-x\r\n\r\n"), "cannot be reached"));
    }

    private static void endless(Wire wire) throws IOException {
        wire.streamHead();
        byte[] piece = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        while (true) {
            wire.chunk(piece); // until the other end has gone
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    @DisplayName("GIVEN an answer that is none WHEN keys are fetched THEN they are not there, and what was wrong is told without it")
    void keys_broken(String what, FakeProvider.Reply reply, String message) {
        issuer.answerInstead(reply);

        assertThatThrownBy(() -> direct().keys(true)).as(what).isInstanceOf(FetchFailedException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    @DisplayName("GIVEN a redirect WHEN keys or metadata are fetched THEN it is not followed")
    void keys_redirect() {
        issuer.answerInstead(wire -> wire.json(302, "", "location: " + canary.url() + "/keys"));

        assertThatThrownBy(() -> direct().keys(true)).hasMessage("answered 302, and redirects are not followed");
        assertThatThrownBy(() -> discovering().keys(true)).hasMessage("answered 302, and redirects are not followed");
        assertThat(canary.connections()).isZero();
    }

    @Test
    @DisplayName("GIVEN an issuer that says nothing WHEN the time is over THEN it is hung up on")
    void get_slow() {
        issuer.answerInstead(wire -> wire.awaitHangUp());
        Source source = new Source(issuer.url(), URI.create(issuer.url()), false, true, null);

        assertThatThrownBy(() -> new IssuerHttp(vertx).get(source.url(), source, 0,
                System.nanoTime() + Duration.ofMillis(500).toNanos())).hasMessage("did not answer in time");
        await().until(() -> issuer.openCalls() == 0);
    }

    @Test
    @DisplayName("GIVEN an issuer that trickles for ever WHEN the time is over THEN it is hung up on, however lively it is")
    void get_trickle() {
        issuer.answerInstead(wire -> {
            wire.streamHead();
            while (true) {
                wire.chunk(" ");
                Thread.onSpinWait();
            }
        });
        Source source = new Source(issuer.url(), URI.create(issuer.url()), false, true, null);

        assertThatThrownBy(() -> new IssuerHttp(vertx).get(source.url(), source, 0,
                System.nanoTime() + Duration.ofMillis(500).toNanos())).isInstanceOf(FetchFailedException.class);
        await().until(() -> issuer.openCalls() == 0);
    }

    @Test
    @DisplayName("GIVEN nobody there WHEN keys are fetched THEN that is what is told")
    void keys_nobody() {
        KeyFetch fetch = discovering();
        issuer.close();

        assertThatThrownBy(() -> fetch.keys(true)).isInstanceOf(FetchFailedException.class)
                .hasMessageStartingWith("cannot be reached");
    }

    static Stream<Arguments> metadata() {
        return Stream.of(arguments("HTML", "<html>", "has metadata that are not one JSON object"),
                arguments("another issuer's", "{'issuer':'https://other.example','jwks_uri':'CANARY'}",
                        "has metadata that are another issuer's"),
                arguments("with a slash", "{'issuer':'SELF/','jwks_uri':'CANARY'}",
                        "has metadata that are another issuer's"),
                arguments("nobody's", "{'jwks_uri':'CANARY'}", "has metadata that are another issuer's"),
                arguments("said twice", "{'issuer':'SELF','issuer':'SELF','jwks_uri':'CANARY'}",
                        "has metadata that are not one JSON object"),
                arguments("no place", "{'issuer':'SELF'}", "has metadata whose jwks_uri is not an https or http URL"),
                arguments("a file", "{'issuer':'SELF','jwks_uri':'file:///etc/passwd'}",
                        "has metadata whose jwks_uri is not an https or http URL"),
                arguments("a list", "{'issuer':'SELF','jwks_uri':['CANARY']}",
                        "has metadata whose jwks_uri is not an https or http URL"),
                arguments("a password", "{'issuer':'SELF','jwks_uri':'http://canary:secret@127.0.0.1/'}",
                        "has metadata whose jwks_uri carries a user or password"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("metadata")
    @DisplayName("GIVEN metadata that are wrong WHEN keys are fetched THEN the place they name is not asked")
    void discovered_wrong(String what, String json, String message) {
        issuer.answerInstead(wire -> wire.json(200,
                json.replace('\'', '"').replace("SELF", issuer.url()).replace("CANARY", canary.url())));

        assertThatThrownBy(() -> discovering().keys(true)).as(what).isInstanceOf(FetchFailedException.class)
                .hasMessageStartingWith(message);
        assertThat(issuer.received()).hasSize(1);
        assertThat(canary.connections()).isZero();
    }

    static Stream<Arguments> addresses() {
        byte[] outside = {8, 8, 8, 8};
        byte[] loopback = {127, 0, 0, 1};
        byte[] metadata = {(byte) 169, (byte) 254, (byte) 169, (byte) 254};
        byte[] wrapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, 10, 0, 0, 1};
        return Stream.of(arguments("loopback", List.of(loopback)), arguments("a cloud's", List.of(metadata)),
                arguments("wrapped", List.of(wrapped)), arguments("one of two", List.of(outside, loopback)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addresses")
    @DisplayName("GIVEN a name that leads inside, and no leave WHEN keys are fetched THEN nobody is asked")
    void address_private(String what, List<byte[]> addresses) {
        ScriptedNames.script("idp.issuers.test", addresses);
        Source source = new Source("https://idp.issuers.test",
                URI.create("https://idp.issuers.test:" + canary.port() + "/keys"), false, false, null);

        assertThatThrownBy(() -> new KeyFetch(source, new IssuerHttp(vertx)).keys(true)).as(what).hasMessage(
                "has a name that leads to a private address; set allow-private for it if that is meant");
        assertThat(canary.connections()).isZero();
    }

    @Test
    @DisplayName("GIVEN a name WHEN it is allowed inside THEN it is asked there, and one that leads nowhere is told of")
    void address_allowed() throws FetchFailedException {
        ScriptedNames.script("inside.issuers.test", List.of(new byte[]{127, 0, 0, 1}));
        String port = issuer.url().substring(issuer.url().lastIndexOf(':'));

        assertThat(fetch("x", "http://inside.issuers.test" + port + FakeIssuer.KEYS, false).keys(true).size())
                .isEqualTo(1);
        assertThat(issuer.received().getFirst().headers()).containsEntry("host", "inside.issuers.test" + port);
        assertThatThrownBy(() -> fetch("x", "http://nowhere.issuers.test/", false).keys(true))
                .hasMessage("has a name that cannot be looked up");
    }

    @Test
    @DisplayName("GIVEN several addresses of which one is dead WHEN keys are fetched again THEN the next is tried")
    void address_next() throws FetchFailedException {
        // Nobody listens there, for the issuer has that port of another loopback address alone.
        ScriptedNames.script("two.issuers.test", List.of(new byte[]{127, 0, 0, 2}, new byte[]{127, 0, 0, 1}));
        String port = issuer.url().substring(issuer.url().lastIndexOf(':'));
        KeyFetch fetch = fetch("x", "http://two.issuers.test" + port + FakeIssuer.KEYS, false);

        assertThatThrownBy(() -> fetch.keys(true)).hasMessageStartingWith("cannot be reached");
        assertThat(fetch.keys(true).size()).isEqualTo(1);
    }
}
