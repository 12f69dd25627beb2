package com.ainative.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What turns up while a file is read: problems that refuse it, and notices that do not. */
public final class Findings {

    /** Enough to mend a file by; a bound, so that a file of nothing but mistakes costs no memory. */
    static final int MOST_PROBLEMS = 200;

    private static final Comparator<Problem> IN_ORDER_OF_THE_FILE = Comparator
            .comparingInt(Problem::line).thenComparingInt(Problem::column);

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();
    private int untold;

    /** @param file as the operator would find it */
    public Findings(String file) {
        this.file = file;
    }

    void problem(String path, Position at, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(file, path, at.line(), at.column(), message));
        } else {
            untold++;
        }
    }

    void notice(String path, Position at, String message) {
        notices.add(new Problem(file, path, at.line(), at.column(), message));
    }

    public List<Problem> problems() {
        List<Problem> sorted = new ArrayList<>(problems.stream().sorted(IN_ORDER_OF_THE_FILE).toList());
        if (untold > 0) {
            sorted.add(Problem.ofFile(file, "and " + untold + " more problems"));
        }
        return sorted;
    }

    List<Problem> notices() {
        return notices.stream().sorted(IN_ORDER_OF_THE_FILE).toList();
    }
}
