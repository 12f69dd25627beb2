package com.ainative.gateway.cli;

import com.ainative.gateway.config.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Routes or configuration that a running gateway does not take, with everything that is wrong in them. */
final class SourcesRefused extends CommandFailure {

    private final transient JsonNode answer;

    /** @param answer problem details (RFC 9457) with the member {@code problems} */
    SourcesRefused(String message, JsonNode answer) {
        super(ExitCode.USAGE, message);
        this.answer = answer;
    }

    /** What the gateway said, for scripts. */
    JsonNode answer() {
        return answer;
    }

    List<Problem> problems() {
        return StreamSupport.stream(answer.path("problems").spliterator(), false)
                .map(problem -> new Problem(problem.path("file").asText(), problem.path("path").asText(),
                        problem.path("line").asInt(), problem.path("column").asInt(),
                        problem.path("message").asText()))
                .toList();
    }
}
