package com.ainative.gateway.reload.golden;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, what providers answer to it, and what is expected to come of it.
 *
 * @param place where it begins
 * @param request what is sent
 * @param providers where the stand-ins are described
 * @param answers what a provider answers, by its name
 * @param expectations at least one
 */
record Golden(Place place, String name, Asked request, Place providers, Map<String, Answer> answers,
        List<Expectation> expectations) {

    Golden {
        answers = Map.copyOf(answers);
        expectations = List.copyOf(expectations);
    }

    /**
     * What is sent.
     *
     * @param place where it is described
     * @param method upper case
     * @param path begins with a slash
     * @param tier of the caller; none sends no token
     * @param body as it is sent; none sends none
     */
    record Asked(Place place, String method, String path, @Nullable String tier, @Nullable String body) {
    }

    /**
     * What a stand-in answers, in the protocol of the provider it stands in for.
     *
     * @param body a text that begins as server-sent events do is sent as such, anything else as JSON
     */
    record Answer(int status, String body) {

        boolean isStream() {
            return body.startsWith("data:") || body.startsWith("event:");
        }
    }
}
