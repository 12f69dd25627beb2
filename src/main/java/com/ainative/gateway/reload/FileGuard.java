package com.ainative.gateway.reload;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFileEndpoint;

/**
 * Holds every {@code file:} endpoint to the folder that is for routes, by what Camel has understood and not by what was
 * written: whoever could write one so that the two differ would get nowhere.
 */
final class FileGuard {

    private FileGuard() {
    }

    /** Before the context makes its first endpoint. */
    static void install(CamelContext camel, Path root) {
        camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof GenericFileEndpoint<?> file) {
                hold(file, root, camel.isStarted());
            }
            return endpoint;
        });
    }

    /** @param late made while a request is served, when nobody has looked at its options before */
    private static void hold(GenericFileEndpoint<?> file, Path root, boolean late) {
        Path folder = Path.of(file.getConfiguration().getDirectory()).toAbsolutePath().normalize();
        boolean moves = file.getMove() != null || file.getMoveFailed() != null || file.getPreMove() != null
                || file.getMoveExisting() != null || file.getTempFileName() != null || file.getDoneFileName() != null
                || file.getLocalWorkDirectory() != null;
        if (!folder.startsWith(root) || !file.isJailStartingDirectory() || (late && moves)) {
            throw new IllegalArgumentException("file: outside of " + root + " is not allowed in routes");
        }
    }
}
