package com.ainative.gateway;

import java.nio.file.Path;

/**
 * Where the gateway finds and keeps things.
 *
 * @param config holds {@code gateway.yaml}
 * @param routes holds {@code *.camel.yaml}
 * @param data what the gateway itself writes: keys, generations, and what routes write
 */
public record Folders(Path config, Path routes, Path data) {

    /** The one folder that routes may read and write. */
    public Path files() {
        return data.resolve("files");
    }
}
