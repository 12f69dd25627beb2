package com.ainative.gateway.reload.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.AssemblyStage;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.SourceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever somebody's editor does to routes: they are accepted, or refused in the one way there is. */
class RouteCheckFuzzTest {

    private static final List<Map.Entry<String, String>> FILES = GoodRoutes.all().entrySet().stream()
            // Without comments, where an edit does nothing.
            .map(file -> Map.entry(file.getKey(), file.getValue().replaceAll("(?m) *#.*$", ""))).toList();

    private static final AssemblyStage STAGE = new AssemblyStage(AssemblyStage.TWO_PROVIDERS,
            Path.of("target", "no-files"));

    /** Put {@code text} in the place of some characters of a file. */
    record Edit(int file, int at, int length, String text) {

        String in(String whole) {
            int from = at % whole.length();
            return whole.substring(0, from) + text + whole.substring(Math.min(from + length, whole.length()));
        }
    }

    @AfterContainer
    static void close() {
        STAGE.close();
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.of("", " ", "\n", ": ", "- ", "{", "}", "[", "]", "{}", "[]", "&a ", "*a", "<<", "!!int ",
                        "'", "\"", "#", "|", "? ", "---\n", "~", "${", "{{", "}}", "{{files}}", "?", "&", "%23",
                        "#class:",
                        "exec:", "direct:", "steps", "uri", "from", "route", "\\", "\uD83D\uDE00"),
                Arbitraries.strings().ofMaxLength(3));
        return Combinators.combine(Arbitraries.integers().between(0, FILES.size() - 1),
                Arbitraries.integers().between(0, 10_000), Arbitraries.integers().between(0, 30), text).as(Edit::new)
                .list().ofMinSize(1).ofMaxSize(3);
    }

    @Property(tries = 100, seed = "20261125")
    @Label("GIVEN routes with anything typed into them WHEN checked THEN each problem has a place in a file")
    void check_anyEdit(@ForAll("edits") List<Edit> edits) {
        List<String> texts = new ArrayList<>(FILES.stream().map(Map.Entry::getValue).toList());
        edits.forEach(edit -> texts.set(edit.file(), edit.in(texts.get(edit.file()))));
        List<SourceFile> sources = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String name = FILES.get(i).getKey();
            sources.add(new SourceFile(name, name, texts.get(i).getBytes(UTF_8)));
        }

        List<Problem> problems = new RouteCheck(STAGE.parts()).check(sources, List.of());

        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank().doesNotContain("cannot be checked")
                    .matches(message -> message.codePoints().noneMatch(Character::isISOControl));
            if (problem.line() > 0) {
                assertThat(problem.column()).isPositive();
                assertThat(sources).anySatisfy(source -> {
                    assertThat(source.shown()).isEqualTo(problem.file());
                    assertThat(source.text().split("\r\n|[\r\n\u0085\u2028\u2029]", -1).length)
                            .isGreaterThanOrEqualTo(problem.line());
                });
            }
        });
    }
}
