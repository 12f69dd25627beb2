package com.ainative.gateway.observe;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * One event of the log as text: time, level, where, what, then {@code key="value"} pairs, then the exception if there is
 * one. The same as a Logback pattern; that takes sixty classes more to put together when the gateway starts.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {

    /** The key, and the property of the logger context, that name the generation of routes. */
    static final String GENERATION = "generation";

    /** Of an exception. */
    private static final String MOST_LINES = "40";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final ThrowableProxyConverter exceptions = new ThrowableProxyConverter();

    @Override
    public void start() {
        exceptions.setOptionList(List.of(MOST_LINES));
        exceptions.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        TIME.formatTo(event.getInstant().atZone(ZoneId.systemDefault()), line);
        String level = event.getLevel().toString();
        String logger = event.getLoggerName();
        line.append(' ').append(level).repeat(' ', 6 - level.length()).append(logger, logger.lastIndexOf('.') + 1,
                logger.length()).append(" - ").append(event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        boolean told = false;
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                told |= pair.key.equals(GENERATION);
                pair(line, pair.key, pair.value);
            }
        }
        String serving = told || getContext() == null ? null : getContext().getProperty(GENERATION);
        if (serving != null) {
            pair(line, GENERATION, serving);
        }
        line.append('\n');
        return event.getThrowableProxy() == null
                ? line.toString()
                : line.append(exceptions.convert(event)).toString();
    }

    private static void pair(StringBuilder line, String key, Object value) {
        line.append(' ').append(key).append("=\"").append(value).append('"');
    }
}
