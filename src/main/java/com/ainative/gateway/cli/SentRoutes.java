package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which routes a command is about: those in a folder here, or those in the gateway's own. */
final class SentRoutes {

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Holds the routes to send: *.camel.yaml and tests/*.yaml (default: the gateway reads its own folders, configuration and lib/*.jar, too).")
    private @Nullable Path folder;

    /** The body to send. */
    ObjectNode read(AdminOptions admin) {
        if (folder == null) {
            return Json.object();
        }
        RouteFolder read = RouteFolder.read(folder);
        if (read.jars() > 0) {
            admin.remark("the " + (read.jars() == 1 ? "jar" : read.jars() + " jars") + " in " + folder.resolve("lib")
                    + " " + (read.jars() == 1 ? "is" : "are")
                    + " not sent; the gateway goes on with those in its own routes/lib");
        }
        return read.body();
    }
}
