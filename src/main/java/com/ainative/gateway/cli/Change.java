package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of a change of what serves, or of the trial of one, in a sentence. */
final class Change {

    private Change() {
    }

    static void show(JsonNode change, AdminOptions admin) {
        admin.show(change, out -> out.println(PlainText.oneLine(told(change))));
        change.path("notices").forEach(notice -> admin.remark(notice.asText()));
    }

    private static String told(JsonNode change) {
        String generation = "generation " + change.path("generation").asText();
        String revision = "revision " + change.path("revision").asText();
        boolean changed = change.path("changed").asBoolean();
        if (!change.path("serving").asBoolean()) {
            return generation + " passes every check, in " + effort(change)
                    + (changed
                            ? "; nothing was changed, " + revision + " still serves"
                            : "; it serves already, as " + revision);
        }
        return changed
                ? generation + " serves now, as " + revision + ", after " + effort(change)
                : generation + " serves already, as " + revision + "; nothing was changed";
    }

    private static String effort(JsonNode change) {
        int goldens = change.path("goldens").asInt();
        String millis = change.path("millis").asText() + " ms";
        return goldens == 0 ? millis : millis + " and " + goldens + " golden request" + (goldens == 1 ? "" : "s");
    }
}
