package com.ainative.gateway.http;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The request headers that come in; all others are dropped at the door. */
final class RequestHeaders {

    static final String REQUEST_ID = "x-request-id";

    private static final List<String> ALLOWED = List.of("authorization", "x-api-key", "content-type", "prefer",
            "idempotency-key",
            "last-event-id", "x-gateway-on-limit", "x-gateway-webhook", "x-gateway-deadline", "x-gateway-priority",
            ClientAddress.FORWARDED);

    /** What may be echoed and logged: no room for line breaks, quotes or escapes. */
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestHeaders() {
    }

    static Map<String, String> allowed(MultiMap sent) {
        Map<String, String> headers = new HashMap<>(4);
        for (String name : ALLOWED) {
            // Most are not there, which costs less to find out this way.
            if (sent.contains(name)) {
                List<String> values = sent.getAll(name);
                headers.put(name, values.size() == 1 ? values.get(0) : String.join(", ", values));
            }
        }
        return headers;
    }

    static String requestId(MultiMap sent) {
        String id = sent.get(REQUEST_ID);
        return id != null && SAFE_ID.matcher(id).matches() ? id : newId();
    }

    /** Unique enough to find a log line by; nothing hangs on its being hard to guess. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req-" + HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
