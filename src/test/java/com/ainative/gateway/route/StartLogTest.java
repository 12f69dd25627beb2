package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.ainative.gateway.fake.GatewayHarness;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StartLogTest {

    @Test
    @DisplayName("GIVEN a provider without its key WHEN the gateway starts THEN it says so, and nothing of those that have one")
    void start_notConfigured() {
        Logger logger = (Logger) LoggerFactory.getLogger("com.ainative.gateway");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.addAppender(said);
        try (GatewayHarness gateway = GatewayHarness.start("""
                providers:
                  keyless: {dialect: openai, base-url: "https://models.example/v1", api-key: "${NOT_SET_ANYWHERE:}"}
                  ready: {dialect: openai, base-url: "https://models.example/v1", api-key: "a-key-in-the-file"}
                models: {fast: {providers: [{provider: keyless, model: m}, {provider: ready, model: m}]}}
                """)) {
            List<String> lines = said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();

            assertThat(lines).filteredOn(line -> line.contains("not configured")).singleElement().asString()
                    .contains("keyless");
            assertThat(lines).anyMatch(line -> line.contains(gateway.url().toString()));
            assertThat(lines.toString()).doesNotContain("a-key-in-the-file");
        } finally {
            logger.detachAppender(said);
        }
    }
}
