package com.ainative.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.config.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.snakeyaml.engine.v2.nodes.Node;

/** Configurations put together by chance from every way to write a secret. */
class MaskedFuzzTest {

    private static final String SECRET = "sk-\uD83D\uDE00-live";
    private static final List<String> KEYS = List.of("api-key", "\"api-key\"", "password", "x-client-secret");
    /** Below a key that stands two in; what is secret holds {@link #SECRET}. */
    private static final List<String> VALUES = List.of(" S", " 'S, S'", " \"S } # S\"", " \"S\n\n    S: S\"",
            " S\n    S, S",
            " >-\n    S\n\n      S: S", " |+\n    S\n    # S\n\n", " &N S", " &N >2-\n    S", " !!str 'S'",
            " ${A:S}", " S # what it is", "\n    S", " [S, {S: 'S'}]", " ${A}-S", "\n    a: S\n    b: [S]",
            "\n  - S\n  - 'S'", " ! 'S'''");
    private static final List<String> AROUND = List.of("a: b", "# \uD83D\uDE00 text", "a: '#'", "", "a: |\n    text\n",
            "a: \"\uD83D\uDE00\\n\"", "a: [1, {b: c}]", "a: \uFEFF\u2028", "# api-key: S", "a: b # token: S");
    private static final List<String> ENDS = List.of("\n", "\r\n");

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String written(Random random) {
        StringBuilder yaml = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        for (int section = 0; section < 6; section++) {
            yaml.append("s").append(section).append(":\n  a: b\n");
            for (int entry = 0; entry < 4; entry++) {
                yaml.append("  ").append(random.nextBoolean()
                        ? one(random, AROUND)
                        : random.nextInt(4) == 0
                                ? "headers:\n    x: S\n    y: 'S'"
                                : one(random, KEYS) + ":" + one(random, VALUES).replace("N", "n" + section + entry))
                        .append("\n");
            }
        }
        return yaml.toString().replace("S", SECRET).replace("\n", one(random, ENDS));
    }

    private static Node parsed(String yaml) {
        return new YamlFile(new SourceFile("f", "f", yaml.getBytes(StandardCharsets.UTF_8))).root("");
    }

    @RepeatedTest(200)
    @DisplayName("GIVEN a configuration by chance WHEN masked THEN no secret is in it, and the lines around stay")
    void config_byChance(RepetitionInfo repetition) {
        String yaml = written(new Random(repetition.getCurrentRepetition()));
        assertThat(parsed(yaml)).isNotNull();

        String masked = Objects.requireNonNull(
                Masked.config(new SourceFile("f", "f", yaml.getBytes(StandardCharsets.UTF_8))));

        assertThat(masked).as(yaml).doesNotContain("live", "sk-");
        assertThat(around(masked)).isEqualTo(around(yaml));
    }

    private static List<String> around(String yaml) {
        return yaml.lines().filter(line -> line.matches("\uFEFF?s\\d:| {2}a: b"))
                .map(line -> line.replace("\uFEFF", ""))
                .toList();
    }
}
