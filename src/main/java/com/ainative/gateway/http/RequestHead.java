package com.ainative.gateway.http;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request's head, so that nobody can know for sure where it ends or whom it is for. */
final class RequestHead {

    private RequestHead() {
    }

    /** Of a head that could not even be read. */
    static Failure unreadable(HttpServerRequest request) {
        return request.decoderResult().cause() instanceof TooLongFrameException
                ? ErrorCode.HEAD_TOO_LARGE.because("The request's head is too large.")
                : malformed("Malformed HTTP request.");
    }

    /**
     * Of a head that could be read. The HTTP parser lets through what follows: transfer codings before {@code chunked},
     * which nobody here undoes; folded values, which arrive with a space in front; headers without a name; several
     * hosts, of which a proxy in front of us may have believed another; and a URL that nobody can decode.
     */
    static @Nullable Failure fault(HttpServerRequest request) {
        if (request.headers().contains("")) {
            return malformed("A header has no name.");
        }
        List<String> codings = request.headers().getAll("transfer-encoding");
        if (codings.size() > 1 || (codings.size() == 1 && !codings.get(0).equalsIgnoreCase("chunked"))) {
            return malformed("Transfer-Encoding: only 'chunked' is understood.");
        }
        List<String> hosts = request.headers().getAll("host");
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        boolean hostNeeded = request.version() == HttpVersion.HTTP_1_1;
        if (hosts.size() > 1 || (hostNeeded && (hosts.isEmpty() || hosts.get(0).isEmpty()))) {
            return malformed("Exactly one Host header is needed.");
        }
        if (request.authority() == null && (http2 || hostNeeded)) {
            return malformed("The Host header names no host.");
        }
        return isEncoded(request.uri())
                ? null
                : malformed("In the URL, every % must begin a character's two hex digits, and none be %00.");
    }

    /** What cannot be decoded would be found out much later, and no text of a database holds a zero. */
    private static boolean isEncoded(String uri) {
        for (int at = uri.indexOf('%'); at >= 0; at = uri.indexOf('%', at + 1)) {
            if (at + 2 >= uri.length() || !HexFormat.isHexDigit(uri.charAt(at + 1))
                    || !HexFormat.isHexDigit(uri.charAt(at + 2)) || uri.startsWith("%00", at)) {
                return false;
            }
        }
        return true;
    }

    private static Failure malformed(String message) {
        return ErrorCode.INVALID_REQUEST.because(message);
    }
}
