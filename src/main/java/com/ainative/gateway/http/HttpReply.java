package com.ainative.gateway.http;

import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.Surface;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it leaves: status, declared headers, and bytes or a stream of them.
 *
 * @param stream null when {@code bytes} are all there is
 */
record HttpReply(int status, Map<String, String> headers, Buffer bytes, @Nullable StreamedBody stream) {

    /**
     * @throws org.apache.camel.TypeConversionException when the message's body has no bytes to it
     * @throws IllegalStateException when its status is none an answer can end with
     */
    static HttpReply of(Exchange exchange) {
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        Map<String, String> headers = ResponseHeaders.declared(message.getHeaders());
        Object body = message.getBody();
        int code = status == null ? 200 : status;
        if (code < 200 || code > 599) {
            throw new IllegalStateException("a route ended with status " + code + ", which no answer can have");
        }
        return body instanceof StreamedBody stream
                ? new HttpReply(code, headers, Buffer.buffer(), stream)
                : new HttpReply(code, headers, bytes(message, body), null);
    }

    static HttpReply of(Failure failure, Surface surface) {
        return new HttpReply(surface.status(failure), Map.of("content-type", surface.contentType()),
                Buffer.buffer(surface.body(failure).toString()), null);
    }

    /** With more headers. */
    HttpReply with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return new HttpReply(status, all, bytes, stream);
    }

    private static Buffer bytes(Message message, @Nullable Object body) {
        return switch (body) {
            case null -> Buffer.buffer();
            case byte[] array -> Buffer.buffer(array);
            case String text -> Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
            default -> {
                byte[] converted = message.getBody(byte[].class);
                if (converted == null) {
                    throw new IllegalStateException("a route ended with a body of " + body.getClass().getName()
                            + ", which has no bytes; marshal it first");
                }
                yield Buffer.buffer(converted);
            }
        };
    }
}
