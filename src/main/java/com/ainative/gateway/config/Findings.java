package com.ainative.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What turns up while a file is read: problems that refuse it, and notices that do not. */
final class Findings {

    /** Enough to mend a file by; a bound, so that a file of nothing but mistakes costs no memory. */
    static final int MOST_PROBLEMS = 200;

    private static final Comparator<ConfigProblem> IN_ORDER_OF_THE_FILE = Comparator
            .comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column);

    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<ConfigProblem> notices = new ArrayList<>();
    private int untold;

    void problem(String path, Position at, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new ConfigProblem(path, at.line(), at.column(), message));
        } else {
            untold++;
        }
    }

    void notice(String path, Position at, String message) {
        notices.add(new ConfigProblem(path, at.line(), at.column(), message));
    }

    List<ConfigProblem> problems() {
        List<ConfigProblem> sorted = new ArrayList<>(problems.stream().sorted(IN_ORDER_OF_THE_FILE).toList());
        if (untold > 0) {
            sorted.add(ConfigProblem.ofFile("and " + untold + " more problems"));
        }
        return sorted;
    }

    List<ConfigProblem> notices() {
        return notices.stream().sorted(IN_ORDER_OF_THE_FILE).toList();
    }
}
