package com.ainative.gateway.config;

import static com.ainative.gateway.config.ConfigFolder.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("SET", "value", "EMPTY", "", "NESTED", "${SET}");

    private final Path folder;
    private final Placeholders placeholders;

    PlaceholdersTest(@TempDir Path folder) {
        this.folder = folder;
        this.placeholders = new Placeholders(ENVIRONMENT::get, folder);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"plain,plain", "${SET},value", "a${SET}b${SET}c,avaluebvaluec",
        "${SET:x},value", "${UNSET:x},x", "${UNSET:a:b},a:b", "${UNSET:},\"\"", "${EMPTY},\"\"", "${EMPTY:x},x",
        "${NESTED},${SET}", "$SET,$SET", "{SET},{SET}", "a$,a$"})
    @DisplayName("GIVEN a text WHEN resolved THEN its placeholders are replaced, once")
    void resolve_variables(String text, String expected) {
        assertThat(placeholders.resolve(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${SET", "${}", "${SET x}", "${sk-canary-1}", "${1A}", "${UNSET:${SET}}",
        "${file:absent-canary}x${",
        "${file:\u0000}", "${file:.}"})
    @DisplayName("GIVEN a malformed placeholder WHEN resolved THEN it is refused and no file's or key's text is told")
    void resolve_malformed(String text) {
        assertThatThrownBy(() -> placeholders.resolve(text)).isInstanceOf(WrongValueException.class)
                .message().doesNotContain("sk-canary", "value", "\u0000");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"\"secret\",\"secret\"", "\"secret\n\",\"secret\"",
        "\"secret\r\n\",\"secret\"", "\"secret\n\n\",\"secret\n\"", "\"\",\"\"", "\" a \",\" a \""})
    @DisplayName("GIVEN a file WHEN named THEN its content stands there without one newline at its end")
    void resolve_file(String content, String expected) throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/one"), content);

        assertThat(placeholders.resolve("<${file:keys/one}>")).isEqualTo("<" + expected + ">");
    }

    @Test
    @DisplayName("GIVEN a file by its absolute path WHEN named THEN it is read too")
    void resolve_absoluteFile() throws IOException {
        Path file = Files.writeString(folder.resolve("one"), "secret");

        assertThat(placeholders.resolve("${file:" + file.toAbsolutePath() + "}")).isEqualTo("secret");
    }

    @Test
    @DisplayName("GIVEN a file too large or not text WHEN named THEN it is refused by its name")
    void resolve_badFile() throws IOException {
        Files.write(folder.resolve("large"), new byte[64 * 1024 + 1]);
        Files.write(folder.resolve("binary"), new byte[]{(byte) 0xFF});

        assertThatThrownBy(() -> placeholders.resolve("${file:large}")).hasMessage("file 'large' is larger than 64KiB");
        assertThatThrownBy(() -> placeholders.resolve("${file:binary}")).hasMessage("file 'binary' is not UTF-8 text");
    }

    @Test
    @DisplayName("GIVEN placeholders of all kinds of values WHEN the file is read THEN all are filled")
    void read_everyKindOfValue() {
        GatewayConfig read = new ConfigFolder(folder).with("HOST", "0.0.0.0").with("N", "7").with("P", "openai")
                .with("ORIGIN", "https://app.example")
                .yaml(ConfigFolder.LEAST
                        + """
                                  smart: {providers: [{provider: "${P}", model: "m${N}", max-tokens: "${N}",
                                               sampling: "${S:none}"}]}
                                listen: {http: "${HOST}:${N}", drain: "${N}s", max-body: "${N}MiB",
                                         cors: {origins: ["${ORIGIN}"]}}
                                """)
                .config();

        assertThat(read.listen().http()).isEqualTo(new HostPort("0.0.0.0", 7));
        assertThat(read.listen().drain()).hasSeconds(7);
        assertThat(read.listen().maxBody()).isEqualTo(DataSize.ofMiB(7));
        assertThat(read.listen().cors().origins()).containsExactly("https://app.example");
        TargetConfig target = named("smart", read.models()).providers().getFirst();
        assertThat(target.id()).isEqualTo("openai-m7");
        assertThat(target.maxTokens()).isEqualTo(7);
        assertThat(target.sampling()).isEqualTo(TargetConfig.Sampling.NONE);
    }
}
