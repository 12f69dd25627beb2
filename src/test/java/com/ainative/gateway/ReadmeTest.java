package com.ainative.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.ainative.gateway.cli.Surroundings;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.fake.GatewayHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the README and the operator's guide show can be typed. */
class ReadmeTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern GOLDEN = Pattern.compile("```yml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^.*?\\./ainative ([a-z]+[^#`\n)]*)");
    private static final Pattern PATH = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w+)`");

    @TempDir
    private Path folder;

    private static String readme() {
        return document("README.md");
    }

    private static String guide() {
        return document("docs/operate.md");
    }

    private static String document(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new AssertionError(name + " is part of the product", e);
        }
    }

    static Stream<String> configurations() {
        return YAML.matcher(readme()).results().map(found -> found.group(1));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    @DisplayName("GIVEN a configuration in the README WHEN read THEN it is accepted")
    void readme_configuration(String yaml) throws IOException {
        Files.writeString(folder.resolve("gateway.yaml"), yaml);

        assertThatCode(() -> new ConfigReader(name -> null).read(folder)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("GIVEN a golden in the README WHEN run against what is shipped THEN it passes")
    void readme_goldens() throws IOException {
        List<String> goldens = GOLDEN.matcher(readme()).results().map(found -> found.group(1)).toList();
        Files.createDirectory(folder.resolve("tests"));
        try (Stream<Path> routes = Files.list(GatewayHarness.SHIPPED_ROUTES)) {
            for (Path route : routes.filter(Files::isRegularFile).toList()) {
                Files.copy(route, folder.resolve(route.getFileName()));
            }
        }
        for (String golden : goldens) {
            Files.writeString(folder.resolve("tests/" + goldens.indexOf(golden) + ".yaml"), golden);
        }

        try (GatewayRehearsal rehearsal = new GatewayRehearsal(Path.of("config"), folder, name -> null)) {
            assertThat(rehearsal.test()).hasSameSizeAs(goldens).isNotEmpty()
                    .allSatisfy(result -> assertThat(result.differences()).isEmpty());
        }
    }

    @Test
    @DisplayName("GIVEN a command in the README or the guide WHEN parsed THEN the program knows it and each of its options")
    void readme_commands() {
        List<String> commands = COMMAND.matcher(readme() + guide()).results().map(found -> found.group(1).trim())
                .toList();

        assertThat(commands).hasSizeGreaterThan(5);
        assertThat(commands).allSatisfy(command -> {
            List<String> words = Pattern.compile("\"[^\"]*\"|\\S+").matcher(command.replaceAll("[\\[\\]]", ""))
                    .results()
                    .map(word -> word.group().replace("\"", "")).toList();
            CommandLine named = Gateway.commandLine(Surroundings.ofProcess());
            assertThat(named.getSubcommands()).containsKey(words.get(0));
            for (String word : words) {
                named = named.getSubcommands().getOrDefault(word, named);
            }
            assertThat(named.getSubcommands()).isEmpty();
            var options = named.getCommandSpec().optionsMap();
            assertThat(words.stream().filter(word -> word.startsWith("--"))).allMatch(options::containsKey);
        });
    }

    @Test
    @DisplayName("GIVEN a class the README names WHEN looked for THEN it is there")
    void readme_classes() {
        Matcher named = PATH.matcher(readme());
        assertThat(named.results().map(found -> found.group(1)).toList()).hasSizeGreaterThan(10).allSatisfy(
                name -> assertThat(Path.of("src/main/java/com/ainative/gateway/" + name + ".java")).exists());
    }
}
