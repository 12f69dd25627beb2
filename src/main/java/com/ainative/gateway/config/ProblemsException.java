package com.ainative.gateway.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Configuration or routes that cannot be used, with everything that is wrong in them. Its message is one line a problem. */
public final class ProblemsException extends RuntimeException {

    private final transient List<Problem> problems;

    public ProblemsException(List<Problem> problems) {
        this(problems, null);
    }

    /** @param cause for the log, where there is more to be known than an operator should read */
    public ProblemsException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::told).collect(Collectors.joining("\n")), cause, false, cause != null);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
