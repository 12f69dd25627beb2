package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.reload.check.Part.Text;
import com.ainative.gateway.reload.check.Scratch.UnresolvedException;
import org.jspecify.annotations.Nullable;

/** The texts of one unit, with their placeholders replaced. */
final class Texts {

    /** Camel takes time for each that grows with the text. */
    private static final int MOST_PLACEHOLDERS = 20;

    private final Bench bench;
    private final Unit unit;

    Texts(Bench bench, Unit unit) {
        this.bench = bench;
        this.unit = unit;
    }

    /** What it says; nothing after a problem. */
    @Nullable
    String resolved(Text text, String written) {
        if (written.split("\\{\\{|}}", 2 * MOST_PLACEHOLDERS + 2).length > 2 * MOST_PLACEHOLDERS + 1) {
            problem(text, Names.quote(written) + " has more than " + MOST_PLACEHOLDERS + " placeholders");
            return null;
        }
        try {
            return bench.scratch().resolve(written, unit.scope());
        } catch (UnresolvedException e) {
            problem(text, Names.quote(written) + ": " + e.getMessage());
            return null;
        }
    }

    void problem(Text at, String message) {
        bench.findings().problem(unit.place(at.node()), message);
    }
}
