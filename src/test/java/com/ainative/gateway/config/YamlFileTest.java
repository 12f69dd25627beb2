package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no configuration at all, and some that are meant to hurt. */
class YamlFileTest {

    private final Path folder;
    private final ConfigFolder config;

    YamlFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.config = new ConfigFolder(folder);
    }

    @Test
    @DisplayName("GIVEN no file WHEN read THEN the refusal names the file it looked for")
    void root_noFile() {
        assertThat(config.refusal()).hasMessage(folder.resolve("gateway.yaml") + ": does not exist");
    }

    @Test
    @DisplayName("GIVEN a folder of that name WHEN read THEN it is said to be no file")
    void root_folder() throws IOException {
        Files.createDirectory(folder.resolve("gateway.yaml"));

        assertThat(config.problem()).isEqualTo(ConfigFolder.whole("is not a file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "\uFEFF"})
    @DisplayName("GIVEN a file without content WHEN read THEN it is said to be empty")
    void root_empty(String text) {
        assertThat(config.yaml(text).problem())
                .isEqualTo(ConfigFolder.whole("is empty; providers and models are required"));
    }

    @Test
    @DisplayName("GIVEN a document that is a list WHEN read THEN one problem says what it should be")
    void root_list() {
        assertThat(config.yaml("- a\n").problem())
                .isEqualTo(ConfigFolder.at("", 1, 1, "expected keys with values, found a list"));
    }

    @Test
    @DisplayName("GIVEN a file of 2 MiB WHEN read THEN it is refused for its size, though it is well-formed")
    void root_tooLarge() {
        String padding = ("#" + "x".repeat(127)).repeat(16 * 1024);

        assertThat(config.yaml(ConfigFolder.LEAST + padding).problem())
                .isEqualTo(ConfigFolder.whole("is larger than 1MiB"));
    }

    @Test
    @DisplayName("GIVEN bytes that are no UTF-8 WHEN read THEN the first of them is pointed at")
    void root_binary() throws IOException {
        Files.write(folder.resolve("gateway.yaml"), new byte[]{'a', ':', '\n', 'b', (byte) 0xFF, (byte) 0xFE});

        assertThat(config.problem()).isEqualTo(ConfigFolder.at("", 2, 2, "is not UTF-8 text"));
    }

    @Test
    @DisplayName("GIVEN the last character cut in half WHEN read THEN the file is refused")
    void root_cutCharacter() throws IOException {
        Files.write(folder.resolve("gateway.yaml"), new byte[]{'a', ':', ' ', (byte) 0xC3});

        assertThat(config.problem()).isEqualTo(ConfigFolder.at("", 1, 4, "is not UTF-8 text"));
    }

    @Test
    @DisplayName("GIVEN a control character WHEN read THEN it is named and pointed at")
    void root_controlCharacter() {
        assertThat(config.yaml("a: 1\nb: \u0000\n").problem())
                .isEqualTo(ConfigFolder.at("", 2, 4, "holds a character that is not text, U+0000"));
    }

    @Test
    @DisplayName("GIVEN a control character far into the file, after letters beyond 16 bits WHEN read THEN so it is")
    void root_controlCharacterFarIn() {
        String comments = "# \uD83D\uDE00 a line\n".repeat(5000);

        assertThat(config.yaml(comments + "a: \uD83D\uDE00\u0007\n").problem())
                .isEqualTo(ConfigFolder.at("", 5001, 5, "holds a character that is not text, U+0007"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1022, 1023, 1024, 1025, 1026, 2047, 2048, 2049})
    @DisplayName("GIVEN a letter beyond 16 bits at any place WHEN read THEN it is no problem")
    void root_letterBeyond16Bits(int place) {
        String comment = "#" + "x".repeat(place - 1) + "\uD83D\uDE00".repeat(1100) + "\n";

        assertThat(config.yaml(comment + ConfigFolder.LEAST).config().models()).containsOnlyKeys("fast");
    }

    @Test
    @DisplayName("GIVEN a tab as indentation WHEN read THEN the problem points at the tab")
    void root_tab() {
        Problem problem = config.yaml("listen:\n\thttp: a\n").problem();

        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.column()).isEqualTo(1);
        assertThat(problem.message()).startsWith("is not YAML: ").contains("\\t(TAB)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: {api-key: sk-canary", "a: *sk", "api-key: sk-canary: b", "a: 1\n---\nb: 2",
        "%YAML 9.0\n---\na: b",
        "a: \"sk-canary"})
    @DisplayName("GIVEN broken YAML WHEN read THEN one problem with a place, and none of the file's values in it")
    void root_broken(String text) {
        Problem problem = config.yaml(text).problem();

        assertThat(problem.message()).startsWith("is not YAML: ").doesNotContain("canary", "\n");
    }

    @Test
    @DisplayName("GIVEN aliases of aliases that would unfold to billions WHEN read THEN the file is refused at once")
    void root_aliasBomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 10; level++) {
            bomb.append("a%d: &a%d [%s*a%d]\n".formatted(level, level, "*a%d, ".formatted(level - 1).repeat(9),
                    level - 1));
        }

        assertThat(config.yaml(bomb.toString()).problem().message()).startsWith("is not YAML: ").contains("aliases");
    }

    @Test
    @DisplayName("GIVEN a list that holds itself WHEN read THEN the problems come to an end")
    void root_selfReference() {
        assertThat(config.yaml(ConfigFolder.LEAST + "transform: &me [*me]").problem()).isEqualTo(
                ConfigFolder.at("transform[0]", 6, 12, "expected keys with values, found a list"));
    }

    @Test
    @DisplayName("GIVEN half a million brackets WHEN read THEN their depth is refused without a deep stack")
    void root_depth() {
        assertThat(config.yaml("a: " + "[".repeat(500_000)).problem())
                .isEqualTo(ConfigFolder.at("", 1, 35, "is nested deeper than 32 levels"));
    }

    @Test
    @DisplayName("GIVEN more mistakes than anyone reads WHEN read THEN the first are told and the rest counted")
    void root_manyMistakes() {
        StringBuilder many = new StringBuilder(ConfigFolder.LEAST);
        for (int i = 0; i < Findings.MOST_PROBLEMS + 5; i++) {
            many.append("wrong").append(i).append(": 1\n");
        }

        assertThat(config.yaml(many.toString()).problems()).hasSize(Findings.MOST_PROBLEMS + 1)
                .last().isEqualTo(ConfigFolder.whole("and 5 more problems"));
    }

    @Test
    @DisplayName("GIVEN a fault at the end of a line WHEN read THEN it is told in one line all the same")
    void root_faultAtLineEnd() {
        assertThat(config.yaml("%\nproviders: {}\n").problem().message()).startsWith("is not YAML: ")
                .doesNotContain("\n");
    }
}
