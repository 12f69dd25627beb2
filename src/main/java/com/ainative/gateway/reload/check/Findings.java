package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What turns up in all files together, each thing told once. */
final class Findings {

    /** Enough to mend files by; more is counted. */
    static final int MOST_TOLD = 200;
    /** A bound, so that files of nothing but mistakes cost no memory. */
    private static final int MOST_KEPT = 1_000;

    /** Characters of a message, which may quote names that have no bound of their own. */
    private static final int LONGEST = 1_000;

    private final List<String> files;
    private final Set<Problem> problems = new LinkedHashSet<>();

    Findings(List<SourceFile> files) {
        this.files = files.stream().map(SourceFile::shown).toList();
    }

    void problem(Place place, String message) {
        add(Problem.at(place.file().shown(), place.at(), message));
    }

    void problem(String file, String message) {
        add(Problem.ofFile(file, message));
    }

    void problems(Collection<Problem> found) {
        found.forEach(this::add);
    }

    private void add(Problem problem) {
        if (problems.size() < MOST_KEPT) {
            problems.add(new Problem(problem.file(), problem.path(), problem.line(), problem.column(),
                    Names.visible(problem.message(), LONGEST)));
        }
    }

    boolean isFull() {
        return problems.size() >= MOST_KEPT;
    }

    int count() {
        return problems.size();
    }

    /** In the order of the files and their lines; what belongs to no file comes first. */
    List<Problem> told() {
        List<Problem> told = new ArrayList<>(problems.stream()
                .sorted(Comparator.<Problem>comparingInt(problem -> files.indexOf(problem.file()))
                        .thenComparingInt(Problem::line).thenComparingInt(Problem::column))
                .limit(MOST_TOLD).toList());
        if (problems.size() > MOST_TOLD) {
            told.add(Problem.ofFile("routes", "and " + (isFull() ? "at least " : "")
                    + (problems.size() - MOST_TOLD) + " more problems"));
        }
        return told;
    }
}
