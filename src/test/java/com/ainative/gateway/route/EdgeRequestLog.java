package com.ainative.gateway.route;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** The lines of the request log while a test watches. */
final class EdgeRequestLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger log = (Logger) LoggerFactory.getLogger("request");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private EdgeRequestLog() {
    }

    static EdgeRequestLog watch() {
        EdgeRequestLog watching = new EdgeRequestLog();
        watching.start();
        watching.log.addAppender(watching);
        return watching;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getKeyValuePairs().stream().map(pair -> pair.key + "=" + pair.value)
                .collect(Collectors.joining(" ")));
    }

    List<String> lines() {
        return lines;
    }

    /** Of one request, by its {@code x-request-id}. */
    List<String> lines(String id) {
        return lines.stream().filter(line -> line.startsWith("id=" + id + " ")).toList();
    }

    @Override
    public void close() {
        log.detachAppender(this);
        stop();
    }
}
