package com.ainative.gateway.observe;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Every log event while it is open, as the bytes the shipped logging configuration writes for it. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final Encoder<ILoggingEvent> SHIPPED = shipped();

    private final Logger root;
    private final List<String> written = new CopyOnWriteArrayList<>();

    private CapturedLog(Logger root) {
        this.root = root;
    }

    /** Tests run with a quieter configuration of their own, so the shipped one is read apart from it. */
    private static Encoder<ILoggingEvent> shipped() {
        LoggerContext apart = new LoggerContext();
        new LogSetup(Map.<String, String>of()::get).configure(apart);
        Logger root = apart.getLogger(Logger.ROOT_LOGGER_NAME);
        return ((ConsoleAppender<ILoggingEvent>) root.getAppender(LogSetup.CONSOLE)).getEncoder();
    }

    public static CapturedLog open() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        CapturedLog log = new CapturedLog(context.getLogger(Logger.ROOT_LOGGER_NAME));
        log.setContext(context);
        log.start();
        log.root.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        written.add(new String(SHIPPED.encode(event), StandardCharsets.UTF_8));
    }

    /** One text an event, each with its line break. */
    public List<String> events() {
        return written;
    }

    /** Those of the requests that have ended. */
    public List<String> requests() {
        return written.stream().filter(text -> text.contains(" request - request ")).toList();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
