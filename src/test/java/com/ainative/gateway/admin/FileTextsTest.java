package com.ainative.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.Sources;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an operator's files are shown, and what lies between two sets of them. */
class FileTextsTest {

    private static final String UNSEEN = "differs only in what is masked, or in line ends\n";

    private static SourceFile file(String name, String text) {
        return new SourceFile(name, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Sources config(String yaml) {
        return new Sources(file("gateway.yaml", yaml), List.of(), List.of(), List.of());
    }

    private static Sources routes(SourceFile... files) {
        return new Sources(file("gateway.yaml", "a: b\n"), List.of(files), List.of(), List.of());
    }

    @Test
    @DisplayName("GIVEN every kind of file WHEN shown THEN texts are masked, and of a jar there is its size")
    void of_everyKind() {
        Sources sources = new Sources(file("gateway.yaml", "api-key: sk-1\n"), List.of(file("a.camel.yaml", "- a\n")),
                List.of(file("tests/a.yaml", "password: sk-1\n")), List.of(file("lib/a.jar", "PK")));

        assertThat(FileTexts.of(sources)).containsExactly(entry("config/gateway.yaml", "api-key: ***\n"),
                entry("routes/a.camel.yaml", "- a\n"), entry("routes/lib/a.jar", "(2 bytes)\n"),
                entry("routes/tests/a.yaml", "password: ***\n"));
    }

    @Test
    @DisplayName("GIVEN the same files WHEN compared THEN there is no difference")
    void differences_none() {
        assertThat(FileTexts.differences(routes(file("a", "- a\n")), routes(file("a", "- a\n")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"api-key: sk-1⏎, api-key: sk-2⏎", "a: b⏎, a: b↵⏎", "a: b⏎, a: b", "# x⏎a: b⏎, # x↵⏎a: b⏎"})
    @DisplayName("GIVEN files that look the same and are not WHEN compared THEN it is said that they differ")
    void differences_unseen(String before, String after) {
        assertThat(FileTexts.differences(config(ends(before)), config(ends(after))))
                .containsExactly(entry("config/gateway.yaml", UNSEEN));
    }

    private static String ends(String row) {
        return row.replace('⏎', '\n').replace('↵', '\r');
    }

    @Test
    @DisplayName("GIVEN a file that is new, or gone WHEN compared THEN the missing side begins at line 0, as git writes it")
    void differences_oneSide() {
        Sources without = routes();
        Sources with = routes(file("a", "- a\n+1,0 -1,0 \n"));

        assertThat(FileTexts.differences(without, with)).containsExactly(
                entry("routes/a", "--- /dev/null\n+++ routes/a\n@@ -0,0 +1,2 @@\n+- a\n++1,0 -1,0 \n"));
        assertThat(FileTexts.differences(with, without)).containsExactly(
                entry("routes/a", "--- routes/a\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-- a\n-+1,0 -1,0 \n"));
    }

    @Test
    @DisplayName("GIVEN an empty file that is new, or gone WHEN compared THEN its names are the difference")
    void differences_empty() {
        Sources with = routes(file("a", ""));

        assertThat(FileTexts.differences(routes(), with))
                .containsExactly(entry("routes/a", "--- /dev/null\n+++ routes/a\n"));
        assertThat(FileTexts.differences(with, routes()))
                .containsExactly(entry("routes/a", "--- routes/a\n+++ /dev/null\n"));
    }

    @Test
    @DisplayName("GIVEN a changed line WHEN compared THEN it is shown with what is around it")
    void differences_line() {
        assertThat(FileTexts.differences(config("a: b\napi-key: sk-1\n"), config("a: c\napi-key: sk-2\n")))
                .containsExactly(entry("config/gateway.yaml",
                        "--- config/gateway.yaml\n+++ config/gateway.yaml\n@@ -1,2 +1,2 @@\n-a: b\n+a: c\n api-key: ***\n"));
    }

    @Test
    @DisplayName("GIVEN a configuration that is no YAML on either side WHEN compared THEN nothing of either is shown")
    void differences_noYaml() {
        for (Map<String, String> differing : List.of(
                FileTexts.differences(config("api-key: sk-1\n"), config("api-key: [sk-2\n")),
                FileTexts.differences(config("api-key: [sk-2\n"), config("api-key: sk-1\n")))) {
            assertThat(differing).containsOnlyKeys("config/gateway.yaml");
            assertThat(differing.get("config/gateway.yaml")).startsWith("is no YAML").doesNotContain("sk-", "api-key");
        }
    }

    @Test
    @DisplayName("GIVEN jars WHEN compared THEN it is said which differ, and in size")
    void differences_jars() {
        Sources before = new Sources(file("gateway.yaml", ""), List.of(), List.of(),
                List.of(file("lib/a.jar", "1"), file("lib/b.jar", "22"), file("lib/c.jar", "3")));
        Sources after = new Sources(file("gateway.yaml", ""), List.of(), List.of(),
                List.of(file("lib/b.jar", "33"), file("lib/c.jar", "3"), file("lib/d.jar", "4")));

        assertThat(FileTexts.differences(before, after)).containsExactly(
                entry("routes/lib/a.jar", "binary differs: 1 bytes, then none\n"),
                entry("routes/lib/b.jar", "binary differs: 2 bytes, then 2 bytes\n"),
                entry("routes/lib/d.jar", "binary differs: none, then 1 bytes\n"));
    }
}
