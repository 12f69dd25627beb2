package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A configuration folder that a test writes and reads. */
final class ConfigFolder {

    /** The least that is read without a problem. */
    static final String LEAST = """
            providers:
              openai: {dialect: openai, base-url: "https://api.openai.com/v1"}
              anthropic: {dialect: anthropic, base-url: "https://api.anthropic.com"}
            models:
              fast: {providers: [{provider: openai, model: gpt-5-mini}]}
            """;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    ConfigFolder(Path folder) {
        this.folder = folder;
    }

    ConfigFolder with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    ConfigFolder file(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigFolder yaml(String content) {
        return file(ConfigReader.FILE, content);
    }

    LoadedConfig read() {
        return new ConfigReader(environment::get).read(folder);
    }

    GatewayConfig config() {
        return read().config();
    }

    ProblemsException refusal() {
        ProblemsException refused = catchThrowableOfType(ProblemsException.class, this::read);
        return refused == null ? fail("the configuration was accepted") : refused;
    }

    List<Problem> problems() {
        return refusal().problems().stream().map(
                problem -> at(problem.path(), problem.line(), problem.column(), problem.message())).toList();
    }

    /** A problem of the file, wherever its folder is. */
    static Problem at(String path, int line, int column, String message) {
        return new Problem(ConfigReader.FILE, path, line, column, message);
    }

    static Problem whole(String message) {
        return Problem.ofFile(ConfigReader.FILE, message);
    }

    /** What stands under {@code name}, which must be there. */
    static <V> V named(String name, Map<String, V> values) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** The only problem there is. */
    Problem problem() {
        List<Problem> problems = problems();
        return problems.size() == 1 ? problems.getFirst() : fail("not one problem: " + problems);
    }
}
