package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.Folders;
import com.ainative.gateway.GatewayRehearsal;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.JarSource;
import com.ainative.gateway.fake.Witness;
import com.ainative.gateway.reload.Released;
import com.ainative.gateway.reload.golden.GoldenResult;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled routes take part in a generation. */
@Timeout(60)
class RouteJarTest {

    private static final String ALLOWED = "reload: {watch: 0s, route-jars: true}\n";
    private static final String GREETING = "/v1/greeting";

    private FakeProvider provider;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        provider = FakeProvider.start();
        gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n" + ALLOWED);
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private Path jar(String name) {
        return gateway.folders().routes().resolve("lib").resolve(name);
    }

    private void serve(String answer) {
        JarSource.greeting(answer).writeTo(jar("greeting.jar"));
        gateway.reload();
    }

    @Test
    @DisplayName("GIVEN a jar with a route WHEN reloaded THEN it answers, and is listed with the jar as its file")
    void jar_answers() {
        serve("hello");

        assertThat(gateway.get(GREETING).body()).isEqualTo("hello");
        JsonNode route = json(gateway.admin("GET", "/admin/routes/greeting", ""));
        assertThat(route.path("file").asText()).isEqualTo("lib/greeting.jar");
        assertThat(route.path("description").asText()).isEqualTo("Says hello");
        assertThat(route.path("builtIn").asBoolean()).isFalse();
        assertThat(route.path("line").asInt()).isZero();
        assertThat(route.path("source").asText()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a request in a jar's route WHEN the jar is replaced THEN it ends in the old one, the next is in the new one")
    void jar_replaced() throws Exception {
        JarSource.routes("Slow", """
                from("platform-http:/v1/greeting").routeId("slow")
                    .process(exchange -> {
                        com.ainative.gateway.fake.Witness.waitAt("slow");
                        exchange.getMessage().setBody(new Later().text());
                    });""").with("Later", "class Later { String text() { return \"old\"; } }")
                .writeTo(jar("greeting.jar"));
        gateway.reload();
        CompletableFuture<String> inside = CompletableFuture.supplyAsync(() -> gateway.get(GREETING).body());
        Witness.awaitReached("slow");

        serve("new");

        assertThat(gateway.get(GREETING).body()).isEqualTo("new");
        assertThat(inside).isNotDone();
        Witness.open("slow");
        assertThat(inside.get(30, TimeUnit.SECONDS)).isEqualTo("old");
    }

    @Test
    @DisplayName("GIVEN a jar that served WHEN it is removed THEN its route is gone and nothing holds its class loader")
    void jar_removed() throws IOException {
        JarSource
                .routes("Seen",
                        """
                                            com.ainative.gateway.fake.Witness.saw("removed", getClass().getClassLoader());
                                            from("platform-http:/v1/greeting").routeId("seen")
                                .onException(IllegalStateException.class).handled(true).setBody(simple("${exception.message}")).end()
                                .process(e -> e.getMessage().setBody(new Seen()))
                                .filter(simple("${body} != null"))
                                    .process(e -> { throw new IllegalStateException("seen"); });""")
                .writeTo(jar("greeting.jar"));
        gateway.reload();
        assertThat(gateway.get(GREETING).body()).isEqualTo("seen");
        WeakReference<Object> loader = Witness.seen("removed");
        Files.delete(jar("greeting.jar"));

        gateway.reload();

        assertThat(gateway.get(GREETING).statusCode()).isEqualTo(404);
        Released.awaitGone(loader);
    }

    @Test
    @DisplayName("GIVEN a jar that is only tried WHEN it was THEN nothing holds its class loader, nor the context")
    void jar_tried() {
        JarSource.routes("Tried", """
                com.ainative.gateway.fake.Witness.saw("tried loader", getClass().getClassLoader());
                com.ainative.gateway.fake.Witness.saw("tried context", getContext());
                from("platform-http:/v1/greeting").routeId("tried").setBody(simple("${header.x}"));""")
                .writeTo(jar("greeting.jar"));

        HttpResponse<String> tried = gateway.admin("POST", "/admin/reload?dry-run=true", "");

        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(gateway.get(GREETING).statusCode()).isEqualTo(404);
        Released.awaitGone(Witness.seen("tried loader"));
        Released.awaitGone(Witness.seen("tried context"));
    }

    @Test
    @DisplayName("GIVEN no setting WHEN a jar lies there THEN it takes no part, the generation is as without it, and a notice says so")
    void jar_offByDefault() {
        gateway.changeConfig(ALLOWED, "reload: {watch: 0s}\n");
        JsonNode without = gateway.reload();
        JarSource.greeting("hello").writeTo(jar("greeting.jar"));

        JsonNode with = gateway.reload();

        assertThat(with.path("changed").asBoolean()).isFalse();
        assertThat(with.path("generation")).isEqualTo(without.path("generation"));
        assertThat(with.path("notices").path(0).asText()).contains("lib holds jars that take no part",
                "route-jars: true");
        assertThat(gateway.get(GREETING).statusCode()).isEqualTo(404);
        gateway.writeRoute("extra.camel.yaml", gateway.route("errors.camel.yaml").replace("answer-errors", "more"));
        assertThat(gateway.reload().path("notices")).hasSize(1);
        assertThat(gateway.get(GREETING).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("GIVEN a jar that changed WHEN rolled back, and started again THEN the kept jar serves both times")
    void jar_rolledBack() throws IOException {
        serve("first");
        serve("second");
        assertThat(gateway.get(GREETING).body()).isEqualTo("second");

        HttpResponse<String> rolledBack = gateway.admin("POST", "/admin/rollback", "{}");

        assertThat(rolledBack.statusCode()).as(rolledBack.body()).isEqualTo(200);
        assertThat(gateway.get(GREETING).body()).isEqualTo("first");
        Folders folders = gateway.folders();
        gateway.close();
        gateway = GatewayHarness.start(folders);
        assertThat(gateway.get(GREETING).body()).isEqualTo("first");
        Files.delete(jar("greeting.jar"));
        gateway.reload();
        assertThat(json(gateway.admin("POST", "/admin/rollback", "{\"revision\":3}")).path("changed").asBoolean())
                .isTrue();
        assertThat(gateway.get(GREETING).body()).isEqualTo("second");
    }

    @Test
    @DisplayName("GIVEN generations with jars WHEN compared and shown THEN no byte of a jar is")
    void jar_shown() {
        serve("one");
        serve("two");

        JsonNode diff = json(gateway.admin("POST", "/admin/diff", "{\"from\":2,\"to\":3}"));
        JsonNode added = json(gateway.admin("POST", "/admin/diff", "{\"from\":1}"));
        JsonNode files = json(gateway.admin("GET", "/admin/generations/3", "")).path("files");

        assertThat(diff.path("files")).hasSize(1);
        assertThat(diff.path("files").path(0).path("file").asText()).isEqualTo("routes/lib/greeting.jar");
        assertThat(diff.path("files").path(0).path("diff").asText())
                .matches("binary differs: \\d+ bytes, then \\d+ bytes\n");
        assertThat(added.path("files").path(0).path("diff").asText()).startsWith("binary differs: none, then ");
        assertThat(files.path("routes/lib/greeting.jar").asText()).matches("\\(\\d+ bytes\\)\n");
    }

    static Stream<Arguments> refused() {
        byte[] whole = JarSource.greeting("x").jar();
        byte[] flipped = whole.clone();
        flipped[60] ^= 0x55;
        return Stream.of(Arguments.of("cannot be read as a jar", new byte[]{1, 2, 3}),
                Arguments.of("cannot be read as a jar", Arrays.copyOf(whole, whole.length / 2)),
                Arguments.of("was it still being copied", Arrays.copyOf(whole, whole.length - 1)),
                Arguments.of("cannot be read as a jar", flipped),
                Arguments.of("holds no routes: no public class", JarSource.of("Nothing", "class Nothing {}").jar()),
                Arguments.of("is boom", JarSource.routes("Throws", "throw new IllegalStateException(\"it is boom\");")
                        .jar()),
                Arguments.of("route id 'chat' is taken by a route in chat.camel.yaml",
                        JarSource.routes("Clash", "from(\"direct:clash\").routeId(\"chat\").log(\"x\");").jar()),
                Arguments.of("route id 'health' is taken by a route that is built in",
                        JarSource.routes("Clash", "from(\"direct:clash\").routeId(\"health\").log(\"x\");").jar()),
                Arguments.of("route id 'provider-one-m1' is taken",
                        JarSource.routes("Clash", "from(\"direct:c\").routeId(\"provider-one-m1\").log(\"x\");").jar()),
                Arguments.of("scheme 'exec' is not allowed in routes",
                        JarSource.routes("Exec", "from(\"direct:exec\").to(\"exec:ls\");").jar()),
                Arguments.of("scheme 'timer' is not allowed in routes",
                        JarSource.routes("Timer", "from(\"timer:x\").log(\"x\");").jar()));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("GIVEN a jar that cannot take part WHEN reloaded THEN the refusal names it and why, and what serves serves on")
    void refused(String why, byte[] bytes) {
        serve("before");
        JarSource.write(jar("bad.jar"), bytes);

        HttpResponse<String> refused = gateway.admin("POST", "/admin/reload", "");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        JsonNode problems = json(refused).path("problems");
        assertThat(problems).hasSize(1);
        assertThat(problems.path(0).path("file").asText()).isEqualTo(jar("bad.jar").toString());
        assertThat(problems.path(0).path("message").asText()).contains(why);
        assertThat(gateway.get(GREETING).body()).isEqualTo("before");
        assertThat(json(gateway.admin("GET", "/admin/generations", "")).path("serving").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("GIVEN written routes that call into a jar WHEN reloaded with it THEN they are held against each other, and a call to nobody is refused")
    void jar_called() {
        JarSource.write(jar("a.jar"),
                JarSource.routes("Called", "from(\"direct:called\").routeId(\"called\").setBody(constant(\"yes\"));")
                        .jar());
        String written = "- route: {id: calls, from: {uri: \"platform-http:/v1/calls\", steps: [{to: direct:called}]}}\n";
        gateway.writeRoute("calls.camel.yaml", written.replace("direct:called", "direct:nobody"));
        HttpResponse<String> refused = gateway.admin("POST", "/admin/reload", "");
        assertThat(json(refused).path("problems").path(0).path("message").asText()).contains("direct:nobody");

        gateway.writeRoute("calls.camel.yaml", written);
        gateway.reload();

        assertThat(gateway.get("/v1/calls").body()).isEqualTo("yes");
    }

    @Test
    @DisplayName("GIVEN two broken jars WHEN reloaded THEN both are told at once")
    void refused_together() {
        JarSource.write(jar("bad.jar"), new byte[]{1});
        JarSource.write(jar("worse.jar"), new byte[]{2});

        JsonNode problems = json(gateway.admin("POST", "/admin/reload", "")).path("problems");

        assertThat(problems.findValuesAsText("file")).containsExactly(jar("bad.jar").toString(),
                jar("worse.jar").toString());
    }

    @Test
    @DisplayName("GIVEN a jar whose route puts a URI together as it serves WHEN it may not use it THEN the request fails")
    void jar_dynamicScheme() {
        JarSource.routes("Dynamic", """
                from("platform-http:/v1/greeting").routeId("dynamic")
                    .setVariable("where", constant("exec:ls")).recipientList(variable("where"));""")
                .writeTo(jar("dynamic.jar"));
        gateway.reload();

        assertThat(gateway.get(GREETING).statusCode()).isEqualTo(500);
    }

    @Test
    @DisplayName("GIVEN a jar that uses the gateway's steps and error policy WHEN called without a token THEN it is refused as any other")
    void jar_steps() {
        JarSource.routes("Greeting", """
                from("platform-http:/v1/greeting").routeId("greeting").routeConfigurationId("answer-errors")
                    .process("authenticate").setBody(constant("hello"));""").writeTo(jar("greeting.jar"));
        gateway.reload();

        HttpResponse<String> stranger = gateway
                .send(HttpRequest.newBuilder(gateway.url().resolve(GREETING)).GET().build());

        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(json(stranger).path("error").path("type").asText()).isNotEmpty();
        assertThat(gateway.get(GREETING).body()).isEqualTo("hello");
    }

    @Test
    @DisplayName("GIVEN a golden for a jar's route WHEN reloaded THEN the twin has the route too, and so has a rehearsal")
    void jar_golden() {
        JarSource.greeting("hello").writeTo(jar("greeting.jar"));
        gateway.writeRoute("tests/greeting.yaml", """
                name: a greeting
                request: {method: GET, path: /v1/greeting}
                expect: {status: 200}
                """);

        assertThat(gateway.reload().path("goldens").asInt()).isEqualTo(goldens());
        try (GatewayRehearsal rehearsal = rehearsal()) {
            assertThat(rehearsal.test()).allMatch(GoldenResult::passed);
            assertThat(rehearsal.validate().goldens()).isEqualTo(goldens());
        }
        JarSource.write(jar("bad.jar"), new byte[]{1});
        try (GatewayRehearsal rehearsal = rehearsal()) {
            assertThatThrownBy(rehearsal::validate).isInstanceOf(ProblemsException.class)
                    .hasMessageContaining("bad.jar");
        }
    }

    private int goldens() {
        String[] files = gateway.folders().routes().resolve("tests").toFile().list();
        return Objects.requireNonNull(files).length;
    }

    private GatewayRehearsal rehearsal() {
        return new GatewayRehearsal(gateway.folders().config(), gateway.folders().routes(),
                Map.<String, String>of()::get);
    }
}
