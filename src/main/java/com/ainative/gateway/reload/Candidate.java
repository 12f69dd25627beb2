package com.ainative.gateway.reload;

import com.ainative.gateway.config.LoadedConfig;
import com.ainative.gateway.config.SourceFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * A generation that has passed every check, but serves nobody yet.
 *
 * @param goldens how many golden requests it has answered as expected
 */
public record Candidate(Sources sources, LoadedConfig config, GenerationParts parts, Generation generation,
        int goldens) {

    Outcomes outcomes() {
        return parts.outcomes();
    }

    List<SourceFile> routes() {
        return sources.routes();
    }

    /** What an operator should know of it all the same. */
    List<String> notices() {
        return Stream.concat(config.notices().stream(), sources.notices().stream()).toList();
    }
}
