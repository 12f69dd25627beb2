package com.ainative.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong in it. Its message is one line a problem. */
public final class ConfigException extends RuntimeException {

    private final transient List<ConfigProblem> problems;

    public ConfigException(Path file, List<ConfigProblem> problems) {
        super(listing(file, problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String listing(Path file, List<ConfigProblem> problems) {
        return problems.stream().map(problem -> problem.in(file.toString())).collect(Collectors.joining("\n"));
    }
}
