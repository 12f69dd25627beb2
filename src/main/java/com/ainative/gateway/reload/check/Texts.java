package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.reload.check.Part.Text;
import com.ainative.gateway.reload.check.Scratch.Resolved;
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
    Resolved resolved(Text text, String written) {
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

    /** What it says, where that becomes part of what requests see; nothing after a problem. */
    @Nullable
    String seen(Text text) {
        Resolved resolved = resolved(text, text.value());
        if (resolved != null && resolved.surroundings()) {
            problem(text, Names.quote(text.value())
                    + ": what the environment holds may be a secret; it may stand in a uri, not in a message");
            return null;
        }
        return resolved == null ? null : resolved.text();
    }

    void problem(Text at, String message) {
        bench.findings().problem(unit.place(at.node()), message);
    }
}
