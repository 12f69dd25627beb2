package com.ainative.gateway.http;

import com.ainative.gateway.config.ListenConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which browser origins may read answers. Credentials are never allowed: tokens travel in a header. An origin that is not
 * listed is told nothing, and its browser then keeps the answer from it.
 */
final class CorsPolicy {

    private static final String ANY = "*";
    private static final String EXPOSED = String.join(", ", RequestHeaders.REQUEST_ID, ResponseHeaders.PROVIDER,
            ResponseHeaders.RETRY_AFTER);

    private final ListenConfig.Cors cors;

    CorsPolicy(ListenConfig.Cors cors) {
        this.cors = cors;
    }

    /**
     * Says on the response who may read it.
     *
     * @return the whole answer, when a browser asked nothing but whether it may ask
     */
    @Nullable
    HttpReply allow(HttpServerRequest request) {
        if (cors.origins().isEmpty()) {
            return null;
        }
        MultiMap answer = request.response().headers();
        boolean any = cors.origins().contains(ANY);
        if (!any) {
            // A cache must not serve one origin's answer to another.
            answer.set("vary", "origin");
        }
        String origin = request.getHeader("origin");
        if (origin == null || !(any || cors.origins().contains(origin))) {
            return null;
        }
        answer.set("access-control-allow-origin", any ? ANY : origin);
        if (!request.method().equals(HttpMethod.OPTIONS)
                || request.getHeader("access-control-request-method") == null) {
            answer.set("access-control-expose-headers", EXPOSED);
            return null;
        }
        answer.set("access-control-allow-methods", String.join(", ", cors.methods()));
        answer.set("access-control-allow-headers", String.join(", ", cors.headers()));
        answer.set("access-control-max-age", Long.toString(cors.maxAge().toSeconds()));
        return new HttpReply(204, Map.of(), Buffer.buffer(), null);
    }
}
