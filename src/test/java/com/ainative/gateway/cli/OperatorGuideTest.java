package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator's guide, typed from top to bottom against a gateway that runs. */
@Timeout(60)
class OperatorGuideTest {

    private static final Pattern BLOCK = Pattern.compile("```(yaml|json|console)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("# next/(\\S+)\n");
    private static final Pattern CURL = Pattern.compile("curl -s http://127\\.0\\.0\\.1:8080(\\S+)");

    private static final String REQUEST = "request.json";
    /** Of a job. The provider fails as often, and is well from then on. */
    private static final int TRIES = 5;
    @TempDir
    private Path home;

    private static String guide() throws IOException {
        return Files.readString(Path.of("docs/operate.md"));
    }

    /** What differs from run to run. */
    private static String same(String text) {
        return text.replaceAll("/\\S*/routes/", "routes/").replaceAll("\\b[0-9a-f]{10}\\b", "0123456789")
                .replaceAll("[0-9]+ ms", "9 ms").replaceAll("20[0-9-]+T[0-9:.]+Z", "2026-01-01T00:00:00Z")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:1").replaceAll("job-[0-9a-f]{32}", "job-1")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "uuid")
                .replaceAll("-{2,}", "--").replaceAll("[ \t]+", " ").replaceAll(" \n", "\n").strip();
    }

    private static GatewayHarness gateway(FakeProvider provider) {
        return GatewayHarness.start("""
                jobs: {tries: %d, backoff: 1ms}
                ingest: {broker: embedded, listen: "127.0.0.1:0"}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                """.formatted(TRIES, GatewayHarness.openAi(provider, "breaker: {minimum: 1000, window: 1000}")));
    }

    /** A copy of the routes. */
    private Path next() {
        return home.resolve("next");
    }

    private String typed(GatewayHarness gateway, String command) {
        Matcher curl = CURL.matcher(command);
        if (curl.matches()) {
            return gateway.get(curl.group(1)).body();
        }
        assertThat(command).startsWith("./ainative ");
        if (command.contains(" queue ")) {
            awaitIdle(gateway);
        }
        Shell shell = Shell.run(
                Map.of("AINATIVE_ADMIN_URL", gateway.adminUrl().toString(), "AINATIVE_TOKEN",
                        gateway.token("alice", "pro", "operator"), "AINATIVE_USER_TOKEN",
                        gateway.token("alice", "pro")),
                Stream.of(command.substring("./ainative ".length()).split(" "))
                        .map(word -> word.equals("next") || word.equals(REQUEST) ? home.resolve(word).toString() : word)
                        .toArray(String[]::new));
        return shell.out() + shell.err();
    }

    /** Whoever reads the guide is slower than a job. */
    private static void awaitIdle(GatewayHarness gateway) {
        await().until(() -> GatewayHarness.json(gateway.admin("GET", "/admin/queue", "")),
                status -> status.at("/broker/waiting/chat.requests").asInt(-1) == 0
                        && status.at("/jobs/accepted").asInt() + status.at("/jobs/dispatched").asInt()
                                + status.at("/deliveries/waiting").asInt() == 0);
    }

    @Test
    @DisplayName("GIVEN the operator's guide WHEN its files are written and its commands typed THEN each prints what the guide shows")
    void guide_typed() throws IOException {
        List<String> shown = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        try (FakeProvider provider = FakeProvider.start().always(OpenAiSamples.says("hello"));
                GatewayHarness gateway = gateway(provider)) {
            for (int i = 0; i < TRIES; i++) {
                provider.then(OpenAiSamples.fails(500, "out of order"));
            }
            GatewayHarness.copy(GatewayHarness.SHIPPED_ROUTES, next());
            Matcher block = BLOCK.matcher(guide());
            while (block.find()) {
                String text = block.group(2);
                Matcher file = FILE.matcher(text);
                if (file.lookingAt()) {
                    Files.writeString(next().resolve(file.group(1)), text);
                } else if (block.group(1).equals("json")) {
                    Files.writeString(home.resolve(REQUEST), text);
                } else if (block.group(1).equals("console")) {
                    for (String step : text.split("(?m)^\\$ ")) {
                        if (!step.isBlank()) {
                            String command = step.lines().findFirst().orElseThrow();
                            shown.add(same("$ " + step));
                            printed.add(same("$ " + command + "\n" + typed(gateway, command)));
                        }
                    }
                }
            }
        }
        assertThat(shown).hasSizeGreaterThan(5);
        assertThat(printed).isEqualTo(shown);
    }
}
