package com.ainative.gateway.reload.preview;

import com.ainative.gateway.http.Request;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * All that is kept of a live request: what its routes may have read, and what they decided.
 *
 * @param id of the request
 * @param uri path and query, as sent
 * @param headers those that routes may read: the caller's token and the content type
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares copies
record Copy(String id, String method, String uri, Map<String, String> headers, byte[] body, Decision now) {

    static Copy of(Request request, Buffer body, Decision now) {
        String query = request.query().isEmpty() ? "" : "?" + request.query();
        return new Copy(request.id(), request.method(), request.path() + query, request.headers(), body.getBytes(),
                now);
    }

    /** Without the token and the body. */
    @Override
    public String toString() {
        return "Copy[" + id + "]";
    }
}
