package com.ainative.gateway.reload.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.AssemblyStage;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.reload.GenerationParts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteCheckTest {

    @TempDir
    private static Path files;
    private static AssemblyStage stage;

    @BeforeAll
    static void open() {
        stage = new AssemblyStage(AssemblyStage.TWO_PROVIDERS, files);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static List<Problem> check(Map<String, String> texts) {
        return new RouteCheck(stage.parts()).check(sources(texts), List.of());
    }

    static List<SourceFile> sources(Map<String, String> texts) {
        return texts.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(file -> new SourceFile(file.getKey(),
                file.getKey(), file.getValue().getBytes(UTF_8))).toList();
    }

    static Stream<BrokenRoutes.Case> broken() {
        return BrokenRoutes.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    @DisplayName("GIVEN routes with one thing wrong WHEN checked THEN it is told with its file and line, and nothing else is")
    void check_broken(BrokenRoutes.Case broken) {
        List<Problem> problems = check(broken.files());

        assertThat(problems).as("%s", problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(broken.file());
            assertThat(problem.line()).isEqualTo(broken.line());
            assertThat(problem.column() > 0).isEqualTo(broken.line() > 0);
            assertThat(problem.message()).isNotBlank().doesNotContain("\n", "\u001b");
        });
        assertThat(problems).anySatisfy(problem -> assertThat(problem.message()).contains(broken.message()));
    }

    @Test
    @DisplayName("GIVEN the table WHEN counted THEN it is large, and no name is there twice")
    void cases_many() {
        assertThat(broken().map(BrokenRoutes.Case::name)).hasSizeGreaterThan(250).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("GIVEN the shipped routes WHEN checked THEN nothing is wrong")
    void check_shipped() {
        assertThat(check(BrokenRoutes.shipped())).isEmpty();
        assertThat(files).isEmptyDirectory();
    }

    @Test
    @DisplayName("GIVEN routes with everything that is allowed WHEN checked THEN nothing is wrong, no file is touched, and Camel starts them")
    void check_good() {
        assertThat(check(GoodRoutes.all())).isEmpty();
        assertThat(files).isEmptyDirectory();

        try (Generation generation = stage.start(sources(GoodRoutes.all()))) {
            assertThat(generation.written()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("GIVEN faults in several files WHEN checked THEN all are told at once, in the order of files and lines")
    void check_several() {
        Map<String, String> texts = BrokenRoutes.shipped();
        texts.put("a.camel.yaml", """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - process: {ref: admti}
                        - to: exec:ls
                        - setBdy: {constant: x}
                """);
        texts.put("b.camel.yaml", "- route: {id: b, from: {uri: direct:a, steps: [");
        texts.put("c.camel.yaml", """
                - route: {id: a, from: {uri: direct:c, steps: [{to: log:x?showAl=true}, {setBody: {simple: "${bdy}"}}]}}
                - route: {id: c, from: {uri: "platform-http:proxy", steps: [{to: "llm:one-m2"}]}}
                """);

        assertThat(check(texts)).extracting(problem -> problem.file() + ":" + problem.line() + ":" + problem.column())
                .containsExactly("a.camel.yaml:6:26", "a.camel.yaml:7:15", "a.camel.yaml:8:11", "b.camel.yaml:1:48",
                        "c.camel.yaml:1:15", "c.camel.yaml:1:53", "c.camel.yaml:1:92", "c.camel.yaml:2:30",
                        "c.camel.yaml:2:66");
    }

    @Test
    @DisplayName("GIVEN a file that cannot be read WHEN others need what may stand in it THEN only the file is told")
    void check_incomplete() {
        Map<String, String> texts = BrokenRoutes.shipped();
        texts.put("providers.camel.yaml", "{");

        assertThat(check(texts)).singleElement().extracting(Problem::file).isEqualTo("providers.camel.yaml");
    }

    @Test
    @DisplayName("GIVEN more faults than anybody reads WHEN checked THEN the first are told, and how many more there are")
    void check_many() {
        Map<String, String> texts = BrokenRoutes.shipped();
        texts.put("many.camel.yaml", BrokenRoutes.route("- to: exec:ls\n".repeat(300)));

        assertThat(check(texts)).hasSize(201).last()
                .satisfies(last -> assertThat(last.message()).isEqualTo("and 100 more problems"));

        texts.put("most.camel.yaml", BrokenRoutes.route("- to: exec:ls\n".repeat(2_000)));

        assertThat(check(texts)).hasSize(201).last()
                .satisfies(last -> assertThat(last.message()).isEqualTo("and at least 800 more problems"));
    }

    @Test
    @DisplayName("GIVEN more routes from templates than any gateway has WHEN checked THEN that is told")
    void check_instances() {
        StringBuilder text = new StringBuilder(
                "- routeTemplate: {id: t, parameters: [{name: n}], from: {uri: \"direct:t-{{n}}\", steps: [{log: a}]}}\n");
        for (int i = 0; i < 2_001; i++) {
            text.append("- templatedRoute: {routeTemplateRef: t, parameters: [{name: n, value: ").append(i)
                    .append("}]}\n");
        }
        Map<String, String> texts = BrokenRoutes.shipped();
        texts.put("many.camel.yaml", text.toString());

        assertThat(check(texts)).extracting(Problem::message)
                .containsExactly("more than 2000 routes are made of templates");
    }

    @Test
    @DisplayName("GIVEN bytes that are no text WHEN checked THEN it is told where they begin")
    void check_bytes() {
        List<SourceFile> sources = new ArrayList<>(sources(BrokenRoutes.shipped()));
        sources.add(new SourceFile("z.camel.yaml", "routes/z.camel.yaml",
                new byte[]{'-', ' ', 'a', '\n', (byte) 0xc3, (byte) 0x28}));

        assertThat(new RouteCheck(stage.parts()).check(sources, List.of())).singleElement()
                .isEqualTo(new Problem("routes/z.camel.yaml", "", 2, 1, "is not UTF-8 text"));
    }

    @Test
    @DisplayName("GIVEN a file of another name WHEN checked THEN it is refused, for Camel goes by names")
    void check_name() {
        assertThat(new RouteCheck(stage.parts())
                .check(List.of(new SourceFile("a.yaml", "routes/a.yaml", "- beans: []".getBytes(UTF_8))), List.of()))
                .anySatisfy(problem -> assertThat(problem.told())
                        .startsWith("routes/a.yaml: is not called *.camel.yaml"));
    }

    private static List<Problem> beside(RouteBuilder builder, Map<String, String> texts) {
        GenerationParts parts = stage.parts();
        List<RouteBuilder> builtIn = new ArrayList<>(parts.builtIn());
        builtIn.add(builder);
        return new RouteCheck(
                new GenerationParts(parts.engine(), parts.beans(), builtIn, parts.outcomes(), parts.queue(),
                        parts.files()))
                .check(sources(texts), List.of());
    }

    @Test
    @DisplayName("GIVEN routes made in Java WHEN written routes call them and are called THEN both are held against each other")
    void check_builtIn() {
        RouteBuilder builder = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java").routeId("java").filter(constant(true)).to("direct:written").to("direct:nobody");
            }
        };
        Map<String, String> texts = BrokenRoutes.shipped();
        texts.put("extra.camel.yaml", """
                - route: {id: written, from: {uri: direct:written, steps: [{to: direct:java}, {to: direct:jaav}]}}
                - route: {id: java, from: {uri: direct:java, steps: [{log: hi}]}}
                """);

        assertThat(beside(builder, texts)).extracting(Problem::line, Problem::message).satisfiesExactly(
                called -> assertThat(called.toList()).last().asString().isEqualTo(
                        "no route starts from direct:nobody, which the built-in route 'java' calls"),
                mistaken -> assertThat(mistaken.toList()).last().asString()
                        .startsWith("no route starts from direct:jaav; did you mean 'java'?"),
                id -> assertThat(id.toList()).last().asString().contains("route id 'java' is a built-in route's"),
                taken -> assertThat(taken.toList()).last().asString()
                        .contains("direct:java has a consumer already, the built-in route 'java'"));
        assertThat(builder.getRouteCollection().getRoutes()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN routes made in Java that cannot be made WHEN checked THEN that is a problem like others")
    void check_builtInBroken() {
        assertThat(beside(new RouteBuilder() {
            @Override
            public void configure() {
                throw new IllegalStateException("not today");
            }
        }, BrokenRoutes.shipped())).singleElement().extracting(Problem::message).asString()
                .contains("makes no routes: java.lang.IllegalStateException: not today");
    }

    /** What would notice that somebody made it, or only looked at it closely. */
    public static final class Trap {

        static {
            SPRUNG.set(true);
        }
    }

    private static final AtomicBoolean SPRUNG = new AtomicBoolean();

    @Test
    @DisplayName("GIVEN routes that name a class wherever one can stand WHEN checked THEN the class is not brought to life")
    void check_classes() {
        String trap = Trap.class.getName();
        String text = """
                - to: "log:x?exchangeFormatter=#class:TRAP"
                - to: {uri: log:x, parameters: {exchangeFormatter: "#type:TRAP"}}
                - to: "bean:TRAP"
                - to: "class:TRAP"
                - bean: {beanType: TRAP}
                - process: {ref: "#class:TRAP"}
                - setBody: {method: {beanType: TRAP}}
                - setBody: {simple: "${bean:type:TRAP?method=x}"}
                - setBody: {simple: "${type:TRAP.x}"}
                - setBody: {simple: {expression: "${bodyAs(TRAP)}", resultType: TRAP}}
                - convertBodyTo: TRAP
                - unmarshal: {json: {unmarshalType: TRAP}}
                - throwException: {exceptionType: TRAP, message: a}
                - doTry: {steps: [{log: a}], doCatch: [{exception: [TRAP], steps: [{log: a}]}]}
                """.replace("TRAP", trap);
        Map<String, String> texts = BrokenRoutes.shipped();
        texts.put("extra.camel.yaml", BrokenRoutes.route(text));

        assertThat(check(texts).stream().map(Problem::line).distinct())
                .containsExactlyElementsOf(IntStream.range(6, 20).boxed().toList());
        assertThat(SPRUNG).isFalse();
    }
}
