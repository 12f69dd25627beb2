package com.ainative.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.RequestEnd.Ending;
import com.ainative.gateway.http.ResponseHeaders;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Isolated("listens to what all log")
class RequestLogTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final CamelContext CAMEL = new DefaultCamelContext();
    /** Exactly this, and nothing a reader could take for a second field or line. */
    private static final Pattern LINE = Pattern.compile(
            "\\S+ INFO  request - request((?: [a-z]+=\"[^\"\\\\\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]*\")+)\n");
    private static final Pattern FIELD = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    @AfterAll
    @AfterContainer
    static void stop() {
        VERTX.close();
    }

    private static Request request(String method, String path) {
        return new Request("req-1", method, path, "", Map.of("authorization", "Bearer canary-token"), null,
                VERTX.getOrCreateContext(), new Cancellation(), System.nanoTime());
    }

    private static String line(Request request, Exchange exchange, int status, Ending ending) {
        try (CapturedLog log = CapturedLog.open()) {
            new RequestLog(() -> "abc123").routed(request, Buffer.buffer(), exchange).ended(status, ending);
            assertThat(log.requests()).hasSize(1);
            return log.requests().get(0);
        }
    }

    private static Map<String, String> fields(String line) {
        Matcher whole = LINE.matcher(line);
        assertThat(whole.matches()).as(line).isTrue();
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(whole.group(1));
        while (field.find()) {
            assertThat(fields.put(field.group(1), field.group(2))).as("said twice in " + line).isNull();
        }
        return fields;
    }

    private static Exchange full(String text) {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.setVariable(Caller.VARIABLE, new Caller(text, text, List.of("canary-role")));
        exchange.setVariable(ChatRequest.VARIABLE, new ChatRequest(Json.object().put("model", text).put("stream", true)
                .put("prompt", "canary-content")));
        exchange.getMessage().setHeader(ResponseHeaders.PROVIDER, text);
        exchange.getMessage().setBody("canary-body");
        return exchange;
    }

    @Test
    @DisplayName("GIVEN a chat that was answered WHEN it ended THEN one line says who asked what of whom, how it ended, and no content")
    void ended_chat() {
        String line = line(request("POST", "/v1/chat/completions"), full("x"), 200, Ending.COMPLETE);

        Map<String, String> fields = fields(line);
        assertThat(fields.keySet()).containsExactly("id", "method", "path", "generation", "route", "status", "end",
                "ms", "subject",
                "tier", "model", "stream", "provider");
        assertThat(Long.parseLong(fields.get("ms"))).isNotNegative();
        fields.remove("ms");
        assertThat(fields).isEqualTo(Map.ofEntries(Map.entry("id", "req-1"), Map.entry("method", "POST"),
                Map.entry("path", "/v1/chat/completions"),
                Map.entry("generation", "abc123"), Map.entry("route", "-"), Map.entry("status", "200"),
                Map.entry("end", "complete"), Map.entry("subject", "x"), Map.entry("tier", "x"),
                Map.entry("model", "x"), Map.entry("stream", "true"), Map.entry("provider", "x")));
        assertThat(line).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({"401, COMPLETE, complete", "499, CLIENT_GONE, client_gone", "200, PROVIDER_BROKE, provider_broke"})
    @DisplayName("GIVEN a request of which nothing is known WHEN it ended THEN the line has every field, with a dash for those")
    void ended_unknown(int status, Ending ending, String end) {
        Map<String, String> fields = fields(
                line(request("GET", "/v1/models"), new DefaultExchange(CAMEL), status, ending));

        assertThat(fields).containsEntry("status", String.valueOf(status)).containsEntry("end", end)
                .containsEntry("route", "-").containsEntry("subject", "-").containsEntry("tier", "-")
                .containsEntry("model", "-").containsEntry("stream", "false").containsEntry("provider", "-");
    }

    @Test
    @DisplayName("GIVEN a request no route had WHEN it ended THEN a line says what it was, with hostile text made harmless")
    void ended_unrouted() {
        try (CapturedLog log = CapturedLog.open()) {
            new RequestLog(() -> "abc123").unrouted(request("GET\r\n", "/x\" status=\"200\u202E")).ended(404,
                    Ending.COMPLETE);

            assertThat(log.requests()).hasSize(1);
            Map<String, String> fields = fields(log.requests().get(0));
            assertThat(fields.remove("ms")).isNotNull();
            assertThat(fields).isEqualTo(Map.of("id", "req-1", "method", "GET__", "path", "/x_ status=_200_", "status",
                    "404", "end", "complete", "generation", "abc123", "route", "-"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "a\" status=\"200", "a\\\" x=\\\"", "\u001b[31mred\u001b[0m",
        "a\u001b]0;title\u0007", "a\u2028b", "a\u2029b", "a\u0085b", "\u202Etxt.exe", "a\u200bb", "\u2066x\u2069",
        "\uFEFFa", "a\0b", "a\tb", "\u007f", "\u009b31m", "\\n", "%0d%0a", "\uD800", "\uD800x\uDC00", "${HOME}", "{}",
        "%msg %n", "\uDB40\uDC41"})
    @DisplayName("GIVEN hostile text WHEN it is subject, tier, model, path, method and provider THEN the line is one line with its own fields")
    void ended_hostileText(String text) {
        Map<String, String> fields = fields(line(request(text, text), full(text), 200, Ending.COMPLETE));

        assertThat(fields).hasSize(13).containsEntry("status", "200");
        assertThat(fields.get("model")).isEqualTo(fields.get("subject")).isEqualTo(fields.get("path"))
                .isEqualTo(fields.get("method")).isEqualTo(fields.get("provider"));
    }

    @Property(tries = 1_000, seed = "20261123")
    @Label("GIVEN any text at all WHEN it is everywhere THEN the line is one line with its own fields")
    void ended_anyText(@ForAll String text) {
        assertThat(fields(line(request("GET", text), full(text), 200, Ending.COMPLETE))).hasSize(13);
    }

    @Test
    @DisplayName("GIVEN text of every script and of no end WHEN it is shown THEN letters stay as they are and 200 of them are enough")
    void ended_lettersAndLength() {
        assertThat(fields(line(request("GET", "/x"), full("Zoë 中文 🙂 é"), 200, Ending.COMPLETE)))
                .containsEntry("subject", "Zoë 中文 🙂 é");
        assertThat(fields(line(request("GET", "/x"), full("🙂".repeat(10_000)), 200, Ending.COMPLETE)))
                .containsEntry("model", "🙂".repeat(200));
    }

    @Test
    @DisplayName("GIVEN a log that takes warnings only WHEN a request ended THEN nothing is written")
    void ended_silenced() {
        Logger logger = (Logger) LoggerFactory.getLogger("request");
        logger.setLevel(Level.WARN);
        try (CapturedLog log = CapturedLog.open()) {
            new RequestLog(() -> "abc123").routed(request("GET", "/x"), Buffer.buffer(), full("x")).ended(200,
                    Ending.COMPLETE);

            assertThat(log.requests()).isEmpty();
        } finally {
            logger.setLevel(null);
        }
    }
}
