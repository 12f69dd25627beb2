package com.ainative.gateway.reload.golden;

import com.ainative.gateway.config.ValueType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * The place of a value in a JSON tree, such as {@code $.choices[0].message.content}: names and positions, nothing else.
 *
 * @param written that form
 */
record JsonPath(String written) {

    private static final String STEP = "\\.([A-Za-z0-9_-]+)|\\[([0-9]{1,6})]";
    private static final Pattern STEPS = Pattern.compile(STEP);

    /** What such a path looks like. */
    static final ValueType<String> WRITTEN = ValueType.matching(Pattern.compile("\\$(?:" + STEP + ")*"),
            "is not a path that is understood; write $ for the whole answer, .name for a member and [0] for an item, "
                    + "as in $.choices[0].message.content");

    /** What stands there; a missing node where nothing does. */
    JsonNode in(JsonNode root) {
        var steps = STEPS.matcher(written);
        JsonNode at = root;
        while (steps.find()) {
            String name = steps.group(1);
            at = name == null ? at.path(Integer.parseInt(steps.group(2))) : at.path(name);
        }
        return at;
    }
}
