package com.ainative.gateway.reload.twin;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.http.FrontDoor;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.Sources;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;

/** A candidate's routes on a loopback port, where nobody but whoever made it finds them. */
public final class Twin implements AutoCloseable {

    /** How long one request to it may take; far beyond what any does, so that it is a route that hangs. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Generation generation;
    private final FrontDoor door;

    private Twin(Generation generation, FrontDoor door) {
        this.generation = generation;
        this.door = door;
    }

    /**
     * Starts one; blocks until it can be asked.
     *
     * @param config a {@link TwinConfig}, of which the parts are made
     * @throws ProblemsException when the routes do not start; nothing is left running
     */
    public static Twin open(Vertx vertx, Sources sources, GatewayConfig config, GenerationParts parts) {
        Generation generation = new Generation(sources, config, parts);
        FrontDoor door = new FrontDoor(vertx, config.listen(), generation.engine());
        Twin twin = new Twin(generation, door);
        try {
            door.open();
            return twin;
        } catch (RuntimeException | Error e) {
            twin.close();
            throw e;
        }
    }

    /** Where it is asked, without a trailing slash. */
    public URI url() {
        return door.url();
    }

    @Override
    public void close() {
        door.close();
        generation.close();
    }
}
