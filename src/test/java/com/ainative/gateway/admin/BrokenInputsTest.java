package com.ainative.gateway.admin;

import static com.ainative.gateway.fake.GatewayHarness.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.Folders;
import com.ainative.gateway.canary.Canaries;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.reload.check.BrokenRoutes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything an operator can get wrong, over the admin API of one gateway that nothing of it may change. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class BrokenInputsTest {

    private static final String CONFIG = """
            providers:
              one: ONE
              two: TWO
            models:
              fast: {providers: [{provider: one, model: m1}, {provider: two, model: m2}]}
            """;

    private final FakeProvider provider = FakeProvider.start();
    private GatewayHarness gateway;
    private Map<String, String> good;
    private Map<String, String> kept;
    private JsonNode serving;

    /** What is done to the operator's folders. */
    private interface Breaking {
        void breakIt(Folders folders) throws IOException;
    }

    /**
     * @param file as it ends
     * @param line in it; 0 for the whole file
     * @param message a part of what must be said
     */
    private record Broken(String name, Breaking breaking, String file, int line, String message) {

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start() {
        gateway = GatewayHarness.start(CONFIG.replace("ONE", GatewayHarness.openAi(provider)).replace("TWO",
                GatewayHarness.openAi(provider)));
        good = files(gateway.folders().config(), gateway.folders().routes());
        kept = files(gateway.folders().data().resolve("generations"));
        serving = state();
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void restore() throws IOException {
        for (Path folder : List.of(gateway.folders().routes(), gateway.folders().config())) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        for (Map.Entry<String, String> file : good.entrySet()) {
            Path path = Path.of(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Every file below, byte for byte. */
    private static Map<String, String> files(Path... folders) {
        Map<String, String> files = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /** Which generation serves, and every file of it as the gateway has it. */
    private JsonNode state() {
        JsonNode generations = json(gateway.admin("GET", "/admin/generations", ""));
        return Json.object().<ObjectNode>set("all", generations).set("serving",
                json(gateway.admin("GET", "/admin/generations/" + generations.path("serving").asInt(), "")));
    }

    private void refused(HttpResponse<String> answer, String file, int line, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        JsonNode told = json(answer);
        assertThat(told.path("status").asInt()).isEqualTo(422);
        assertThat(told.path("problems")).anySatisfy(problem -> {
            assertThat(problem.path("file").asText()).endsWith(file);
            assertThat(problem.path("line").asInt()).isEqualTo(line);
            assertThat(problem.path("message").asText()).contains(message);
        });
        unchanged();
    }

    private void unchanged() {
        assertThat(state()).isEqualTo(serving);
        assertThat(files(gateway.folders().data().resolve("generations"))).isEqualTo(kept);
        assertThat(gateway.get("/health").headers().firstValue("x-gateway-generation"))
                .contains(serving.path("serving").path("generation").asText());
    }

    static Stream<BrokenRoutes.Case> routes() {
        return BrokenRoutes.cases();
    }

    @ParameterizedTest
    @MethodSource("routes")
    @DisplayName("GIVEN routes with one thing wrong WHEN applied THEN file and line are named, and the generation is byte for byte what it was")
    void apply_broken(BrokenRoutes.Case broken) {
        ObjectNode body = Json.object();
        ObjectNode sent = body.putObject("files");
        broken.files().forEach(sent::put);

        refused(gateway.admin("POST", "/admin/apply", body.toString()), broken.file(), broken.line(),
                broken.message());
    }

    private static Broken route(String name, String text, int line, String message) {
        return new Broken(name, folders -> Files.writeString(folders.routes().resolve("extra.camel.yaml"), text),
                "extra.camel.yaml", line, message);
    }

    private static Broken golden(String name, String text, int line, String message) {
        return new Broken(name, folders -> {
            Files.createDirectories(folders.routes().resolve("tests"));
            Files.writeString(folders.routes().resolve("tests/extra.yaml"), text);
        }, "tests/extra.yaml", line, message);
    }

    private static Broken config(String name, String from, String to, int line, String message) {
        return new Broken(name, folders -> {
            Path file = folders.config().resolve("gateway.yaml");
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
        }, "gateway.yaml", line, message);
    }

    static Stream<Broken> folders() {
        String bomb = """
                a: &a [x,x,x,x,x,x,x,x,x]
                b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
                e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]
                f: [*e,*e,*e,*e,*e,*e,*e,*e,*e]
                """;
        String golden = "name: x\nrequest: {body: {model: fast}}\nexpect:\n  status: 401\n";
        return Stream.of(route("half-written", "- route:\n    id: extra\n    from: {uri: \"direct:ex", 3, ""),
                route("not YAML", "- route: [\n", 2, ""), route("an alias bomb", bomb, 1, "expected a list of routes"),
                new Broken("a file of 50 MB", folders -> {
                    try (RandomAccessFile file = new RandomAccessFile(
                            folders.routes().resolve("extra.camel.yaml").toFile(), "rw")) {
                        file.setLength(50L * 1024 * 1024);
                    }
                }, "extra.camel.yaml", 0, "larger"),
                new Broken("bytes that are no text",
                        folders -> Files.write(folders.routes().resolve("extra.camel.yaml"),
                                new byte[]{'-', ' ', (byte) 0xff, (byte) 0xfe}),
                        "extra.camel.yaml", 1, "UTF-8"),
                new Broken("a link out of the folder", folders -> {
                    Path outside = Files.writeString(folders.data().resolve("outside.yaml"), "- route: {}");
                    Files.createSymbolicLink(folders.routes().resolve("extra.camel.yaml"), outside);
                }, "extra.camel.yaml", 0, "leads out"),
                new Broken("a link to nowhere",
                        folders -> Files.createSymbolicLink(folders.routes().resolve("extra.camel.yaml"),
                                Path.of("nowhere")),
                        "extra.camel.yaml", 0, ""),
                new Broken("a folder in a file's place",
                        folders -> Files.createDirectory(folders.routes().resolve("extra.camel.yaml")),
                        "extra.camel.yaml", 0, ""),
                new Broken("a file everybody may write",
                        folders -> Files.setPosixFilePermissions(folders.routes().resolve("chat.camel.yaml"),
                                PosixFilePermissions.fromString("rw-rw-rw-")),
                        "chat.camel.yaml", 0, "chmod o-w"),
                new Broken("a folder everybody may write",
                        folders -> Files.setPosixFilePermissions(folders.routes(),
                                PosixFilePermissions.fromString("rwxrwxrwx")),
                        "routes", 0, "chmod o-w"),
                new Broken("no configuration", folders -> Files.delete(folders.config().resolve("gateway.yaml")),
                        "gateway.yaml", 0, ""),
                golden("a golden that is half-written", "name: x\nrequest: {body: {mod", 2, ""),
                golden("a golden with an unknown key", golden + "expct: {}\n", 5, "expct"),
                golden("a golden for a tier there is not",
                        golden.replace("{body", "{token-tier: gold, body"), 2, "gold"),
                golden("a golden that fails", golden.replace("401", "200"), 4, "401"),
                config("another address", "127.0.0.1:0\", admin", "127.0.0.1:1\", admin", 1, "needs a restart"),
                config("another address for operators", "admin: \"127.0.0.1:0", "admin: \"127.0.0.1:1", 1,
                        "needs a restart"),
                config("a section there is not", "models:", "nodels: {}\nmodels:", 5, "nodels"),
                config("a provider there is not", "provider: two", "provider: tow", 6, "tow"),
                config("a dialect there is not", "two: {dialect: openai", "two: {dialect: opnai", 4, "opnai"),
                config("a key twice", "models:", "models: {}\nmodels:", 6, ""),
                config("a variable that is not set", "api-key: \"" + Canaries.PROVIDER_KEY + "\"",
                        "api-key: \"${NOBODY_HAS_THIS}\"", 3,
                        "NOBODY_HAS_THIS"),
                config("a file that is not there", "api-key: \"" + Canaries.PROVIDER_KEY + "\"",
                        "api-key: \"${file:nowhere}\"", 3,
                        "nowhere"),
                config("a rule that is no pattern", "models:",
                        "transform: [{redact: [{pattern: '(', replacement: x}]}]\nmodels:", 5, ""),
                config("no YAML", "models:", "models: [", 7, "is not YAML"),
                config("an alias bomb", "models:", bomb + "models:", 5, "unknown key 'a'"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    @DisplayName("GIVEN folders with one thing wrong WHEN reloaded THEN file and line are named, and the generation is byte for byte what it was")
    void reload_broken(Broken broken) throws IOException {
        broken.breaking().breakIt(gateway.folders());

        refused(gateway.admin("POST", "/admin/reload", ""), broken.file(), broken.line(), broken.message());
    }

    @Test
    @DisplayName("GIVEN several things wrong in several files WHEN reloaded THEN every one of them is told at once")
    void reload_everythingAtOnce() {
        gateway.changeConfig("provider: two", "provider: tow");
        gateway.writeRoute("a.camel.yaml", BROKEN_A);
        gateway.writeRoute("b.camel.yaml", "- route: {id: b, from: {uri: \"timer:b\", steps: []}}");

        JsonNode problems = json(gateway.admin("POST", "/admin/reload", "")).path("problems");

        assertThat(problems.findValuesAsText("file")).anyMatch(file -> file.endsWith("gateway.yaml"))
                .anyMatch(file -> file.endsWith("a.camel.yaml")).anyMatch(file -> file.endsWith("b.camel.yaml"));
        assertThat(problems.findValuesAsText("message")).anyMatch(message -> message.contains("tow"))
                .anyMatch(message -> message.contains("setBdy")).anyMatch(message -> message.contains("direct:nobody"))
                .anyMatch(message -> message.contains("timer"));
        unchanged();
    }

    private static final String BROKEN_A = """
            - route:
                id: a
                from:
                  uri: direct:a
                  steps:
                    - setBdy: { constant: x }
                    - to: direct:nobody
            """;

    @Test
    @DisplayName("GIVEN the tables of what can be wrong WHEN counted THEN there are at least sixty rows")
    void tables_size() {
        assertThat(routes().count() + folders().count()).isGreaterThanOrEqualTo(60);
    }
}
