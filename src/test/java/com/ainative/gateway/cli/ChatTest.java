package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.Gateway;
import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTest {

    private static final String DONE = "data: [DONE]\n\n";

    private FakeGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = FakeGateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Shell chat(String... more) {
        String[] args = new String[more.length + 5];
        System.arraycopy(new String[]{"chat", "--url", gateway.url().toString(), "--model", "fast"}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return Shell.run(args);
    }

    @Test
    @DisplayName("GIVEN a stream of pieces WHEN chat is run THEN their text is printed and ends in a line end")
    void call_streams() throws IOException {
        gateway.streams(": hello\n\n" + FakeGateway.piece("Blue ") + FakeGateway.piece("light\\nscatters.")
                + "data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\n" + DONE);

        Shell shell = chat("--token", "abc", "Why", "blue?");

        assertThat(shell).isEqualTo(new Shell(0, "Blue light\nscatters.\n", ""));
        FakeGateway.Seen seen = gateway.seen().getFirst();
        assertThat(seen.authorization()).isEqualTo("Bearer abc");
        JsonNode body = Json.read(seen.body().getBytes(StandardCharsets.UTF_8));
        assertThat(body.path("model").textValue()).isEqualTo("fast");
        assertThat(body.path("stream").booleanValue()).isTrue();
        assertThat(body.at("/messages/0/content").textValue()).isEqualTo("Why blue?");
    }

    @Test
    @DisplayName("GIVEN a model that is still thinking WHEN its first piece has come THEN it is printed before the second")
    void call_printsAsItComes() throws IOException {
        CountDownLatch firstPrinted = new CountDownLatch(1);
        AtomicBoolean inTime = new AtomicBoolean();
        gateway.on("/v1/chat/completions", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(FakeGateway.piece("first").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            inTime.set(await(firstPrinted));
            exchange.getResponseBody().write((FakeGateway.piece(" second") + DONE).getBytes(StandardCharsets.UTF_8));
        });
        StringWriter all = new StringWriter();
        Writer out = new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                all.write(text, from, length);
            }

            @Override
            public void flush() {
                if (all.toString().contains("first")) {
                    firstPrinted.countDown();
                }
            }

            @Override
            public void close() {
                flush();
            }
        };

        int exit = Gateway.commandLine(Shell.surroundings(Map.of())).setOut(new PrintWriter(out)).execute("chat",
                "--url",
                gateway.url().toString(), "--model", "fast", "hello");

        assertThat(exit).isZero();
        assertThat(inTime).isTrue();
        assertThat(all.toString()).isEqualTo("first second\n");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    @DisplayName("GIVEN a reader that has left WHEN a piece is printed THEN chat stops with exit code 1")
    void call_outputClosed() {
        gateway.streams(FakeGateway.piece("first") + FakeGateway.piece("second") + DONE);
        Writer closed = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("closed");
            }

            @Override
            public void flush() {
                // nothing is ever held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        StringWriter err = new StringWriter();

        int exit = Gateway.commandLine(Shell.surroundings(Map.of())).setOut(new PrintWriter(closed))
                .setErr(new PrintWriter(err)).execute(
                        "chat", "--url", gateway.url().toString(), "--model", "fast", "hello");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("ainative: standard output is closed\n");
    }

    @Test
    @DisplayName("GIVEN an answer with escape sequences WHEN it is printed THEN the terminal does not see them")
    void call_escapeSequences() {
        gateway.streams(FakeGateway.piece("a\\u001b[31mred\\u0007\\tb") + DONE);

        assertThat(chat("hello").out()).isEqualTo("a[31mred\tb\n");
    }

    @Test
    @DisplayName("GIVEN --json WHEN chat is run THEN the whole answer is printed as it is, unstreamed")
    void call_json() {
        gateway.on("/v1/chat/completions", 200, "{\"id\":\"x\", \"n\":1.10}");

        Shell shell = chat("--json", "hello");

        assertThat(shell).isEqualTo(new Shell(0, "{\"id\":\"x\",\"n\":1.10}\n", ""));
        assertThat(gateway.seen().getFirst().body()).contains("\"stream\":false");
        assertThat(gateway.seen().getFirst().authorization()).isEqualTo("null");
    }

    @Test
    @DisplayName("GIVEN no --model WHEN chat is run THEN the first model the gateway lists is asked")
    void call_firstModel() {
        gateway.on("/v1/models", 200, "{\"data\":[{\"id\":\"smart\"},{\"id\":\"fast\"}]}").streams(DONE);

        Shell shell = Shell.run(Map.of("AINATIVE_URL", gateway.url() + "/", "AINATIVE_TOKEN", "secret\n"), "chat",
                "hi");

        assertThat(shell.exit()).isZero();
        assertThat(gateway.seen()).extracting(FakeGateway.Seen::path).containsExactly("/v1/models",
                "/v1/chat/completions");
        assertThat(gateway.seen()).extracting(FakeGateway.Seen::authorization).containsOnly("Bearer secret");
        assertThat(gateway.seen().getLast().body()).contains("\"model\":\"smart\"");
    }

    @Test
    @DisplayName("GIVEN a gateway without models WHEN no --model is given THEN chat says so and exits 1")
    void call_noModels() {
        gateway.on("/v1/models", 200, "{\"data\":[]}");

        Shell shell = Shell.run("chat", "--url", gateway.url().toString(), "hi");

        assertThat(shell).isEqualTo(
                new Shell(1, "", "ainative: the gateway offers no model; configure one under `models`\n"));
    }

    @ParameterizedTest
    @CsvSource({"400,1,refused the request (400): No.", "404,1,refused the request (404): No.",
        "401,4,does not accept the token: No. Get one from", "429,5,limited: No. Try again in 12 s.",
        "500,6,no provider answered (500): No.", "503,6,no provider answered (503): No."})
    @DisplayName("GIVEN a gateway that refuses WHEN chat is run THEN one line quotes it and the exit code tells the kind")
    void call_refused(int status, int exit, String line) {
        gateway.on("/v1/chat/completions", status, "{\"error\":{\"message\":\"No.\"}}", "retry-after", "12");

        Shell shell = chat("hello");

        assertThat(shell.exit()).isEqualTo(exit);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).startsWith("ainative: ").contains(line).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"error\":\"plain\"}|plain", "{}|(it gave no reason)",
        "''|(it gave no reason)", "<html>Bad%nGateway</html>|<html>Bad Gateway</html>",
        "{\"error\":{\"message\":\"a\\nb\\u001b[1m\"}}|a b [1m"})
    @DisplayName("GIVEN an error in any shape WHEN it is told THEN it stays one line")
    void call_refusedInOtherShapes(String body, String line) {
        gateway.on("/v1/chat/completions", 502, body.replace("%n", "\r\n"));

        Shell shell = chat("hello");

        assertThat(shell).isEqualTo(new Shell(6, "", "ainative: no provider answered (502): " + line + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|later",
        "Wed, 21 Oct 2026 07:28:00 GMT|after Wed, 21 Oct 2026 07:28:00 GMT"})
    @DisplayName("GIVEN a limit without seconds to wait WHEN it is told THEN no number is made up")
    void call_limitedWithoutSeconds(String header, String wait) {
        String[] headers = header.isEmpty() ? new String[0] : new String[]{"retry-after", header};
        gateway.on("/v1/chat/completions", 429, "{}", headers);

        assertThat(chat("hello").err()).endsWith("Try again " + wait + ".\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"data: {\"error\":{\"message\":\"gone\"}}|gone",
        "data: not json|an event of it is not JSON", ": nothing more|it ended before it was complete"})
    @DisplayName("GIVEN a stream that goes wrong WHEN chat is run THEN what came is shown, and the exit code is 6")
    void call_brokenStream(String last, String why) {
        gateway.streams(FakeGateway.piece("half") + last + "\n\n");

        Shell shell = chat("hello");

        assertThat(shell).isEqualTo(new Shell(6, "half\n", "ainative: the answer broke off: " + why + "\n"));
    }

    @Test
    @DisplayName("GIVEN a connection that is lost within a stream WHEN chat is run THEN the exit code is 6")
    void call_connectionLost() {
        gateway.on("/v1/chat/completions", exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write(FakeGateway.piece("half").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("lost");
        });

        Shell shell = chat("hello");

        assertThat(shell).isEqualTo(
                new Shell(6, "half\n", "ainative: the answer broke off: the connection was lost\n"));
    }

    @Test
    @DisplayName("GIVEN something that is no gateway WHEN a whole answer is wanted THEN chat says so")
    void call_notJson() {
        gateway.on("/v1/chat/completions", 200, "<html>");

        Shell shell = chat("--json", "hello");

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.err()).contains("did not answer JSON").hasLineCount(1);
    }

    @Test
    @DisplayName("GIVEN a port nobody listens on WHEN chat is run THEN the exit code is 3")
    void call_nothingListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Shell shell = Shell.run("chat", "--url", "http://127.0.0.1:" + port, "hello");

        assertThat(shell).isEqualTo(new Shell(3, "", "ainative: cannot reach the gateway at http://127.0.0.1:" + port
                + ": nothing listens there; start it with `ainative serve`. Is --url right?\n"));
    }

    @Test
    @DisplayName("GIVEN a host that does not exist WHEN chat is run THEN the exit code is 3")
    void call_unknownHost() {
        Shell shell = Shell.run("chat", "--url", "http://nowhere.invalid", "hello");

        assertThat(shell.exit()).isEqualTo(3);
        assertThat(shell.err()).contains("host name is not known").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "ftp://127.0.0.1", "http://", "http://a b", "http:///v1"})
    @DisplayName("GIVEN an address that is none WHEN chat is run THEN it is a usage error of one line")
    void call_badUrl(String url) {
        Shell shell = Shell.run("chat", "--url", url, "hello");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("is no address of a gateway").endsWith("try ainative chat --help\n")
                .hasLineCount(1);
    }

    @Test
    @DisplayName("GIVEN a token with a line end inside WHEN chat is run THEN it is refused and not quoted")
    void call_badToken() {
        Shell shell = chat("--token", "abc\ndef", "hello");

        assertThat(shell.exit()).isEqualTo(2);
        assertThat(shell.err()).contains("token holds characters").doesNotContain("abc").hasLineCount(1);
        assertThat(gateway.seen()).isEmpty();
    }
}
