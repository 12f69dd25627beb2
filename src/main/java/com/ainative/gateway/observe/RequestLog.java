package com.ainative.gateway.observe;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.RequestEnd;
import com.ainative.gateway.http.ResponseHeaders;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One structured line for each request. It holds no body, no token and no address. */
public final class RequestLog implements RequestEnd {

    private static final Logger LOG = LoggerFactory.getLogger("request");
    private static final Written UNLOGGED = (status, ending) -> {
    };
    /** Characters. */
    private static final int MOST_SHOWN = 200;

    private final Supplier<? extends CharSequence> generation;

    /** @param generation that answers these requests, by its short hash */
    public RequestLog(Supplier<? extends CharSequence> generation) {
        this.generation = generation;
    }

    @Override
    public Written routed(Request request, Buffer body, Exchange exchange) {
        if (!LOG.isInfoEnabled()) {
            return UNLOGGED;
        }
        Caller caller = exchange.getVariable(Caller.VARIABLE, Caller.class);
        ChatRequest chat = exchange.getVariable(ChatRequest.VARIABLE, ChatRequest.class);
        String provider = exchange.getMessage().getHeader(ResponseHeaders.PROVIDER, String.class);
        String route = exchange.getFromRouteId();
        return (status, ending) -> line(request, route, status, ending)
                .addKeyValue("subject", caller == null ? "-" : shown(caller.subject()))
                .addKeyValue("tier", caller == null ? "-" : shown(caller.tier()))
                .addKeyValue("model", chat == null ? "-" : shown(chat.model()))
                .addKeyValue("stream", chat != null && chat.stream()).addKeyValue("provider", shown(provider))
                .log("request");
    }

    @Override
    public Written unrouted(Request request) {
        return (status, ending) -> line(request, null, status, ending).log("request");
    }

    private LoggingEventBuilder line(Request request, @Nullable String route, int status, Ending ending) {
        return LOG.atInfo().addKeyValue("id", request.id()).addKeyValue("method", shown(request.method()))
                .addKeyValue("path", shown(request.path())).addKeyValue(LogLine.GENERATION, generation.get())
                .addKeyValue("route", shown(route))
                .addKeyValue("status", status).addKeyValue("end", ending.name().toLowerCase(Locale.ROOT))
                .addKeyValue("ms", (System.nanoTime() - request.startNanos()) / 1_000_000);
    }

    /** Text from outside: one line, no escapes, not without end. */
    private static String shown(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        for (int i = 0; i < text.length(); i++) {
            if (i == MOST_SHOWN || text.charAt(i) < ' ' || text.charAt(i) > '~' || text.charAt(i) == '"'
                    || text.charAt(i) == '\\') {
                return masked(text);
            }
        }
        return text;
    }

    private static String masked(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(MOST_SHOWN).forEach(point -> safe.appendCodePoint(isPlain(point) ? point : '_'));
        return safe.toString();
    }

    private static boolean isPlain(int point) {
        return point != '"' && point != '\\' && !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT && Character.getType(point) != Character.LINE_SEPARATOR
                && Character.getType(point) != Character.PARAGRAPH_SEPARATOR;
    }
}
