package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import com.ainative.gateway.http.RawConnection.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests whose end two readers could see in different places. Behind each stands another request; the last asks
 * for the connection's end, so that every answer there will ever be has come when the connection closes.
 */
class BadFramingTest {

    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static GatewayHarness gateway;
    private static String token;

    @BeforeAll
    static void start() {
        PROVIDER.always(OpenAiSamples.says("hello"));
        gateway = GatewayHarness.inFrontOf(PROVIDER);
        token = gateway.token();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
    }

    /** @param status of the answer, or {@link #CLOSED} for none */
    record Probe(int status, String name, String bytes) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final int CLOSED = 0;
    private static final String BODY = chat();

    /** A whole request with the given lines in its head. */
    private static String post(String body, String... lines) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + token + "\r\n"
                + "content-type: application/json\r\nx-request-id: first\r\n" + String.join("\r\n", lines) + "\r\n\r\n"
                + body;
    }

    private static String sized(String body, String... lines) {
        String[] all = Stream.concat(Stream.of("content-length: " + body.length()), Stream.of(lines))
                .toArray(String[]::new);
        return post(body, all);
    }

    private static String chunked(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    private static String hidden() {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + token + "\r\n"
                + "content-type: application/json\r\nx-request-id: smuggled\r\ncontent-length: " + BODY.length()
                + "\r\n\r\n" + BODY;
    }

    private static final String CHUNKED = "transfer-encoding: chunked";

    private static final String LAST = String.join("\r\n", "GET /health/live HTTP/1.1", "host: gateway",
            "x-request-id: last", "connection: close", "", "");

    static List<Probe> refused() {
        String length = "content-length: " + BODY.length();
        return List.of(
                new Probe(400, "CL.TE",
                        post("0\r\n\r\n" + hidden(), "content-length: " + (5 + hidden().length()), CHUNKED)),
                new Probe(400, "CL.TE with a body", post(chunked(BODY), "content-length: 6", CHUNKED)),
                new Probe(400, "TE.CL", post(chunked(BODY), CHUNKED, "content-length: 4")),
                new Probe(400, "TE.TE, second unknown", post(chunked(BODY), CHUNKED, "transfer-encoding: x")),
                new Probe(400, "TE.TE, twice chunked", post(chunked(BODY), CHUNKED, CHUNKED)),
                new Probe(400, "TE chunked, chunked", post(chunked(BODY), "transfer-encoding: chunked, chunked")),
                new Probe(400, "TE chunked, identity", post(chunked(BODY), "transfer-encoding: chunked, identity")),
                new Probe(400, "TE identity, chunked", post(chunked(BODY), "transfer-encoding: identity, chunked")),
                new Probe(400, "TE identity", post(BODY, "transfer-encoding: identity")),
                new Probe(400, "TE gzip, chunked", post(chunked(BODY), "transfer-encoding: gzip, chunked")),
                new Probe(400, "TE unknown coding", post(chunked(BODY), "transfer-encoding: xchunked")),
                new Probe(400, "TE empty", post(chunked(BODY), "transfer-encoding:")),
                new Probe(400, "TE with a vertical tab", post(chunked(BODY), "transfer-encoding: \u000bchunked")),
                new Probe(400, "TE with a quoted value", post(chunked(BODY), "transfer-encoding: \"chunked\"")),
                new Probe(400, "TE and a parameter", post(chunked(BODY), "transfer-encoding: chunked;q=1")),
                new Probe(400, "TE in HTTP/1.0", post(chunked(BODY), CHUNKED).replace("HTTP/1.1", "HTTP/1.0")),
                new Probe(400, "TE, space before the colon",
                        post(chunked(BODY), length, "transfer-encoding : chunked")),
                new Probe(400, "TE with a bare CR", post(chunked(BODY), "x: y\rtransfer-encoding: chunked")),
                new Probe(400, "TE folded", post(chunked(BODY), "transfer-encoding:\r\n chunked")),
                new Probe(400, "CL twice, differing", post(BODY, length, "content-length: 3")),
                new Probe(400, "CL twice, the same", post(BODY, length, length)),
                new Probe(400, "CL list", post(BODY, length + ", " + BODY.length())),
                new Probe(400, "CL with a sign", post(BODY, "content-length: +" + BODY.length())),
                new Probe(400, "CL negative", post(BODY, "content-length: -1")),
                new Probe(400, "CL hex", post(BODY, "content-length: 0x40")),
                new Probe(400, "CL empty", post(BODY, "content-length:")),
                new Probe(400, "CL with a space within", post(BODY, "content-length: 6 4")),
                new Probe(400, "CL too large for a number", post(BODY, "content-length: 99999999999999999999")),
                new Probe(400, "CL, space before the colon", post(BODY, "content-length : " + BODY.length())),
                new Probe(400, "CL folded", post(BODY, "content-length:\r\n " + BODY.length())),
                new Probe(CLOSED, "chunk size overflow", post("100000004\r\n" + BODY, CHUNKED)),
                new Probe(CLOSED, "chunk size of 17 digits", post("10000000000000004\r\n" + BODY, CHUNKED)),
                new Probe(CLOSED, "chunk size negative", post("-4\r\nabcd\r\n0\r\n\r\n", CHUNKED)),
                new Probe(CLOSED, "chunk size with a sign", post("+4\r\nabcd\r\n0\r\n\r\n", CHUNKED)),
                new Probe(CLOSED, "chunk size 0x", post("0x4\r\nabcd\r\n0\r\n\r\n", CHUNKED)),
                new Probe(CLOSED, "chunk size empty", post("\r\nabcd\r\n0\r\n\r\n", CHUNKED)),
                new Probe(CLOSED, "chunk size not hex", post("zz\r\nabcd\r\n0\r\n\r\n", CHUNKED)),
                new Probe(CLOSED, "chunk without its line end", post("4\r\nabcdX0\r\n\r\n", CHUNKED)),
                new Probe(CLOSED, "chunk extension, quoted line end",
                        post("4;a=\"\r\nabcd\r\n0\r\n\r\n\"\r\nabcd\r\n0\r\n\r\n", CHUNKED)),
                new Probe(CLOSED, "chunk extension with a bare LF", post("4;x\nabcd\r\n0\r\n\r\n", CHUNKED)),
                new Probe(CLOSED, "chunk lines of LF alone", post("4\nabcd\n0\n\n", CHUNKED)),
                new Probe(400, "LF-only lines", sized(BODY).replace("\r\n", "\n")),
                new Probe(400, "one LF-only line", sized(BODY, "a: b\nc: d")),
                new Probe(400, "space before a colon", sized(BODY, "x-a : b")),
                new Probe(400, "NUL in a value", sized(BODY, "x-a: b\u0000c")),
                new Probe(400, "NUL in a name", sized(BODY, "x-\u0000a: b")),
                new Probe(400, "bare CR in a value", sized(BODY, "x-a: b\rc")),
                new Probe(400, "bare CR before a line", sized(BODY, "\rx-a: b")),
                new Probe(400, "control byte in a name", sized(BODY, "x\u0001a: b")),
                new Probe(400, "no colon", sized(BODY, "nonsense")),
                new Probe(400, "an empty name", sized(BODY, ": b")),
                new Probe(400, "a first line that is folded",
                        sized(BODY).replace("host: gateway", " x-a: b\r\nhost: gateway")),
                new Probe(400, "no Host", sized(BODY).replace("host: gateway\r\n", "")),
                new Probe(400, "an empty Host", sized(BODY).replace("host: gateway", "host:")),
                new Probe(400, "two Hosts", sized(BODY, "host: other")),
                new Probe(400, "a Host with a path", sized(BODY).replace("host: gateway", "host: a/b")),
                new Probe(400, "a Host with a user", sized(BODY).replace("host: gateway", "host: a@b")),
                new Probe(400, "a Host list", sized(BODY).replace("host: gateway", "host: a, b")),
                new Probe(400, "HTTP/1.2", sized(BODY).replace("HTTP/1.1", "HTTP/1.2")),
                new Probe(400, "HTTP/0.9", "GET /v1/models\r\n\r\n"),
                new Probe(400, "a percent sign alone in the query",
                        "GET /v1/models?ticket=ait_x&y=% HTTP/1.1\r\nhost: g\r\n\r\n"),
                new Probe(400, "half a character in the path", "GET /v1/models/%4 HTTP/1.1\r\nhost: g\r\n\r\n"),
                new Probe(400, "no hex digits", "GET /v1/models/%zz HTTP/1.1\r\nhost: g\r\n\r\n"),
                new Probe(400, "a zero in the path", "GET /v1/jobs/%00 HTTP/1.1\r\nhost: g\r\n\r\n"),
                new Probe(400, "HTTP/2.0 in clear words", sized(BODY).replace("HTTP/1.1", "HTTP/2.0")),
                new Probe(400, "lower-case protocol", sized(BODY).replace("HTTP/1.1", "http/1.1")),
                new Probe(400, "a method with a control byte", sized(BODY).replace("POST", "PO\u0001ST")),
                new Probe(400, "a target with a space", sized(BODY).replace("/v1/chat/", "/v1/ chat/")),
                new Probe(400, "h2c upgrade CL.TE", post(chunked(BODY), "connection: upgrade, http2-settings",
                        "upgrade: h2c", "http2-settings: AAMAAABkAAQAAP__", length, CHUNKED)),
                new Probe(400, "an unknown Expect", sized(BODY, "expect: 200-ok")),
                new Probe(415, "gzip", sized(BODY, "content-encoding: gzip")),
                new Probe(415, "a packed body of an unknown kind", sized(BODY, "content-encoding: x")),
                new Probe(431, "a head of 9 KB", sized(BODY, "x-a: " + "a".repeat(9 * 1024))),
                new Probe(431, "1,000 headers", sized(BODY, Stream.iterate(0, i -> i + 1).limit(1_000)
                        .map(i -> "x-" + i + ": " + i).toArray(String[]::new))),
                new Probe(431, "a target of 9 KB", sized(BODY).replace("/v1/", "/" + "a".repeat(9 * 1024) + "/v1/")),
                new Probe(413, "body over the cap, said", post("", "content-length: 17000000")),
                new Probe(405, "TRACE", sized(BODY).replace("POST", "TRACE")),
                new Probe(404, "CONNECT", sized(BODY).replace("POST /v1/chat/completions", "CONNECT gateway:443")),
                new Probe(404, "a path with %2e%2e", sized(BODY).replace("/v1/", "/x/%2e%2e/v1/")),
                new Probe(404, "a path with ..", sized(BODY).replace("/v1/", "/x/../v1/")),
                new Probe(404, "a path with %2f", sized(BODY).replace("/v1/", "/v1%2f")),
                new Probe(404, "a path with ;x", sized(BODY).replace("completions", "completions;x")),
                new Probe(404, "a path with //", sized(BODY).replace("/v1/", "//v1//")),
                new Probe(404, "a path in other letters", sized(BODY).replace("/v1/chat", "/v1/%63hat")),
                new Probe(404, "a path with a backslash", sized(BODY).replace("/v1/chat", "/v1\\chat")),
                new Probe(400, "a path with half an escape", sized(BODY).replace("completions", "completions%4")),
                new Probe(400, "a path with NUL escaped", sized(BODY).replace("completions", "completions%00")),
                new Probe(404, "no path but *", sized(BODY).replace("/v1/chat/completions", "*")),
                new Probe(400, "HTTP/3", sized(BODY).replace("HTTP/1.1", "HTTP/3.0")));
    }

    /** Odd, but with one meaning only; RFC 9112 lets a server read them so. */
    static List<Probe> readable() {
        return List.of(
                new Probe(200, "obs-fold", sized(BODY, "x-a: b\r\n c")),
                new Probe(200, "two spaces in the first line", sized(BODY).replace("POST /", "POST  /")),
                new Probe(200, "a tab in the first line", sized(BODY).replace("POST /", "POST\t/")),
                new Probe(200, "h2c upgrade with a body",
                        sized(BODY, "connection: upgrade, http2-settings", "upgrade: h2c",
                                "http2-settings: AAMAAABkAAQAAP__")),
                new Probe(200, "h2c upgrade without settings", sized(BODY, "connection: upgrade", "upgrade: h2c")),
                new Probe(200, "an upgrade to websocket", sized(BODY, "connection: upgrade", "upgrade: websocket",
                        "sec-websocket-version: 13", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==")),
                new Probe(200, "an absolute target", sized(BODY).replace("POST /", "POST http://other.example/")),
                new Probe(200, "a chunked body", post(chunked(BODY), "Transfer-Encoding: Chunked")),
                new Probe(200, "a chunk extension", post(chunked(BODY).replaceFirst("\r\n", ";a=b\r\n"), CHUNKED)),
                new Probe(200, "a trailer", post(chunked(BODY).replaceFirst("0\r\n\r\n$",
                        "0\r\nx-request-id: smuggled\r\n\r\n"), CHUNKED)),
                new Probe(200, "a body behind which a request is written", sized(BODY + " ".repeat(200))));
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("GIVEN a request framed badly WHEN another stands behind it THEN it is refused, and the other never served")
    void frame_refused(Probe probe) throws IOException {
        int before = PROVIDER.received().size();
        try (RawConnection connection = RawConnection.to(gateway.url())) {
            List<Answer> answers = connection.offer(probe.bytes() + hidden() + LAST).answersUntilClosed();

            assertThat(answers).extracting(Answer::status)
                    .isEqualTo(probe.status() == CLOSED ? List.of() : List.of(probe.status()));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.requestId()).matches("first|req-.+");
                assertThat(answer.body()).startsWith("{\"error\":{\"message\":\"")
                        .contains("\"type\":\"invalid_request_error\"", "\"param\":", "\"code\":");
            });
        }
        assertThat(PROVIDER.received()).hasSize(before);
    }

    @ParameterizedTest
    @MethodSource("readable")
    @DisplayName("GIVEN a request framed oddly but clearly WHEN it is sent THEN it is served once, as HTTP/1.1, and the next one too")
    void frame_read(Probe probe) throws IOException {
        int before = PROVIDER.received().size();
        try (RawConnection connection = RawConnection.to(gateway.url())) {
            List<Answer> answers = connection.send(probe.bytes() + LAST).answersUntilClosed();

            assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
            assertThat(answers).extracting(Answer::requestId).containsExactly("first", "last");
        }
        assertThat(PROVIDER.received()).hasSize(before + 1);
    }

    @Test
    @DisplayName("GIVEN a GET with a body WHEN the body looks like a request THEN it is not served as one")
    void frame_getWithBody() throws IOException {
        int before = PROVIDER.received().size();
        try (RawConnection connection = RawConnection.to(gateway.url())) {
            List<Answer> answers = connection.send("GET /health/live HTTP/1.1\r\nhost: g\r\nx-request-id: first\r\n"
                    + "content-length: " + hidden().length() + "\r\n\r\n" + hidden() + LAST).answersUntilClosed();

            assertThat(answers).extracting(Answer::requestId).containsExactly("first", "last");
        }
        assertThat(PROVIDER.received()).hasSize(before);
    }

    @Test
    @DisplayName("GIVEN Expect: 100-continue WHEN only the head is sent THEN the gateway asks for the body, and reads it")
    void frame_expectContinue() throws IOException {
        try (RawConnection connection = RawConnection.to(gateway.url())) {
            connection.send(sized("", "expect: 100-continue").replace("content-length: 0",
                    "content-length: " + BODY.length()));

            assertThat(connection.answer().status()).isEqualTo(100);
            assertThat(connection.send(BODY).answer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("GIVEN Expect: 100-continue and a body over the cap WHEN only the head is sent THEN it is refused unread")
    void frame_expectContinueTooLarge() throws IOException {
        try (RawConnection connection = RawConnection.to(gateway.url())) {
            connection.send(post("", "content-length: 16777217", "expect: 100-continue"));

            assertThat(connection.answersUntilClosed()).extracting(Answer::status).containsExactly(413);
        }
    }

    @Test
    @DisplayName("GIVEN a chunked body WHEN it grows over the cap THEN 413 comes before its end is sent")
    void frame_chunksOverTheCap() throws IOException {
        int before = PROVIDER.received().size();
        try (RawConnection connection = RawConnection.to(gateway.url())) {
            connection.send(post("", CHUNKED));
            String piece = " ".repeat(1024 * 1024);
            for (int i = 0; i < 17; i++) {
                connection.offer("100000\r\n" + piece + "\r\n");
            }

            assertThat(connection.answersUntilClosed()).extracting(Answer::status).containsExactly(413);
        }
        assertThat(PROVIDER.received()).hasSize(before);
    }
}
