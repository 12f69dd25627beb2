package com.ainative.gateway.observe;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * How the log is written: one line an event on standard error, key=value pairs at its end. Line breaks cannot come from
 * outside, see {@link RequestLog}. Logback finds this class by itself; as XML it would take a fifth of a second to read.
 * {@code AINATIVE_LOG_LEVEL} sets the level, {@code -Dlogback.configurationFile} names a file to be read instead.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

    static final String LEVEL = "AINATIVE_LOG_LEVEL";
    static final String CONSOLE = "out";

    private final Function<String, @Nullable String> settings;

    /** As Logback makes it: a setting is a system property, or else a variable of the environment. */
    public LogSetup() {
        this(name -> System.getProperty(name, System.getenv(name)));
    }

    LogSetup(Function<String, @Nullable String> settings) {
        this.settings = settings;
    }

    /** From now on every line of the log names this generation of routes, unless it says another itself. */
    public static void generation(String hash) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            log.putProperty(LogLine.GENERATION, hash);
        }
    }

    /** Where a log would bury what a command shows: only warnings still come through, until what is returned has run. */
    public static Runnable quiet() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        root.setLevel(Level.WARN);
        return () -> root.setLevel(before);
    }

    @Override
    public ExecutionStatus configure(LoggerContext log) {
        // The store says what is wrong with it; these tell of each connection and step.
        log.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        log.getLogger("org.flywaydb").setLevel(Level.ERROR);
        if (settings.apply(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        LogLine line = new LogLine();
        line.setContext(log);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(log);
        encoder.setLayout(line);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(log);
        console.setName(CONSOLE);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(settings.apply(LEVEL), Level.INFO));
        root.addAppender(console);
        log.getLogger("org.apache.camel").setLevel(Level.WARN);
        // Its warnings show messages as they are, with the tokens in them; what matters of them the gateway says itself.
        log.getLogger("org.apache.activemq").setLevel(Level.ERROR);
        // An error for each attempt to connect: the gateway says once that a broker is away.
        log.getLogger("org.apache.qpid.jms.JmsConnection").setLevel(Level.OFF);
        // An outage is told once, by the broker package: Kafka's clients tell each try.
        log.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
