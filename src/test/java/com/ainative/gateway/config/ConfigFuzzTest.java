package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever somebody's editor does to the file: it is read, or refused in the one way there is. */
class ConfigFuzzTest {

    private static final String FILE = shipped();

    private final List<Path> folders = new ArrayList<>();

    /** Put {@code text} in the place of some characters of the file. */
    record Edit(int at, int length, String text) {

        String in(String file) {
            int from = Math.min(at, file.length());
            return file.substring(0, from) + text + file.substring(Math.min(from + length, file.length()));
        }
    }

    private static String shipped() {
        try {
            // Without comments, where an edit does nothing.
            return Files.readString(Path.of("config", ConfigReader.FILE)).replaceAll("(?m)^ *#.*\n", "");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @BeforeProperty
    void newFolder() throws IOException {
        folders.add(Files.createTempDirectory("config"));
    }

    @AfterProperty
    void removeFolders() throws IOException {
        for (Path folder : folders) {
            Files.deleteIfExists(folder.resolve(ConfigReader.FILE));
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.of("", " ", "\n", ":", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "<<", "!!int ", "!x ",
                        "'",
                        "\"", "#", "|", ">", "? ", "---\n", "%", "\t", "\r", "${", "}", "~", "\uD83D\uDE00", "\uFEFF"),
                Arbitraries.strings().ofMaxLength(3));
        return Combinators
                .combine(Arbitraries.integers().between(0, FILE.length()), Arbitraries.integers().between(0, 9),
                        text)
                .as(Edit::new).list().ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 1000, seed = "20261123")
    @Label("GIVEN the shipped file with anything typed into it WHEN read THEN it is accepted or refused")
    void read_anyEdit(@ForAll("edits") List<Edit> edits) throws IOException {
        String text = edited(edits);
        // Half a surrogate pair cannot be written as UTF-8: it is written as a question mark.
        Files.write(folders.getLast().resolve(ConfigReader.FILE), text.getBytes(StandardCharsets.UTF_8));

        try {
            assertThat(new ConfigReader(name -> null).read(folders.getLast()).config().models()).isNotEmpty();
        } catch (ProblemsException refused) {
            assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.message()).isNotBlank().doesNotContain("\n", "\u001b");
                assertThat(problem.line()).isBetween(0, (int) text.lines().count() + 1);
            });
        }
    }

    private static String edited(List<Edit> edits) {
        String text = FILE;
        for (Edit edit : edits) {
            text = edit.in(text);
        }
        return text;
    }
}
