package com.ainative.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("listens to what all log")
class LogSetupTest {

    private final LoggerContext log = new LoggerContext();
    private final Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);

    @Test
    @DisplayName("GIVEN no setting WHEN set up THEN what matters goes to standard error, Camel's small talk does not")
    void configure_usual() {
        assertThat(new LogSetup(Map.<String, String>of()::get).configure(log))
                .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

        assertThat(root.getLevel()).isEqualTo(Level.INFO);
        assertThat(log.getLogger("org.apache.camel.main").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(log.getLogger("org.apache.kafka.clients").getEffectiveLevel()).isEqualTo(Level.ERROR);
        assertThat(log.getLogger("com.zaxxer.hikari.HikariDataSource").getEffectiveLevel()).isEqualTo(Level.ERROR);
        assertThat(log.getLogger("org.flywaydb.core").getEffectiveLevel()).isEqualTo(Level.ERROR);
        assertThat(root.getAppender(LogSetup.CONSOLE)).isInstanceOfSatisfying(ConsoleAppender.class,
                console -> assertThat(console.getTarget()).isEqualTo("System.err"));
    }

    @Test
    @DisplayName("GIVEN a level WHEN set up THEN it holds, and a word that is none means the usual one")
    void configure_level() {
        new LogSetup(Map.of(LogSetup.LEVEL, "warn")::get).configure(log);
        assertThat(root.getLevel()).isEqualTo(Level.WARN);

        new LogSetup(Map.of(LogSetup.LEVEL, "loud")::get).configure(log);
        assertThat(root.getLevel()).isEqualTo(Level.INFO);
    }

    @Test
    @DisplayName("GIVEN an operator's own file WHEN set up THEN it is left to that")
    void configure_ownFile() {
        assertThat(new LogSetup(Map.of("logback.configurationFile", "own.xml")::get).configure(log))
                .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(root.getAppender(LogSetup.CONSOLE)).isNull();
    }

    @Test
    @DisplayName("GIVEN an event with an exception WHEN written THEN its line comes first, then at most 40 of the exception")
    void line_exception() {
        try (CapturedLog captured = CapturedLog.open()) {
            LoggerFactory.getLogger("com.example.Step").atError().setCause(deep(100)).addKeyValue("id", "req-1")
                    .log("It {}", "broke");

            assertThat(captured.events()).singleElement().asString()
                    .matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\S+ ERROR Step - It broke id=\"req-1\"\njava.lang.Illegal.*")
                    .satisfies(text -> assertThat(text.lines()).hasSizeBetween(40, 43));
        }
    }

    private static IllegalStateException deep(int frames) {
        return frames == 0 ? new IllegalStateException("deep") : deep(frames - 1);
    }

    @Test
    @DisplayName("GIVEN the class path WHEN Logback looks for its set-up THEN it finds this one")
    void configurator_found() {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(LogSetup.class);
    }
}
