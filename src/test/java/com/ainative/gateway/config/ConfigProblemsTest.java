package com.ainative.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How problems are told. */
class ConfigProblemsTest {

    private final Path folder;
    private final ConfigFolder config;

    ConfigProblemsTest(@TempDir Path folder) {
        this.folder = folder;
        this.config = new ConfigFolder(folder);
    }

    @Test
    @DisplayName("GIVEN mistakes in every section WHEN read THEN all are told at once, in the order of the file")
    void read_allAtOnce() {
        ProblemsException refused = config.yaml("""
                transform: [{tiers: [gold]}]
                models:
                  fast:
                    providers:
                      - {provider: opneai, model: x}
                      - {provider: openai}
                providers:
                  openai: {dialect: opnai, base-url: "${NOT_SET}"}
                listen: {http: x, drain: y}
                auth: {isuer: z}
                """).refusal();

        assertThat(refused).hasMessage("""
                FILE:1:22 transform[0].tiers[0]: unknown tier 'gold'; known: free, pro
                FILE:5:20 models.fast.providers[0].provider: unknown provider 'opneai'; known: openai
                FILE:6:9 models.fast.providers[1].model: is missing
                FILE:8:21 providers.openai.dialect: 'opnai' is not one of openai, anthropic; did you mean 'openai'?
                FILE:8:38 providers.openai.base-url: environment variable NOT_SET is not set; set it, or write \
                ${NOT_SET:default}
                FILE:9:16 listen.http: 'x' is not host:port, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080
                FILE:9:26 listen.drain: 'y' is not a duration; write a number with ms, s, m, h or d, such as 30s
                FILE:10:8 auth.isuer: unknown key 'isuer'; did you mean 'issuer'? Known here: issuer, audience, \
                access-token, session, register, signing, issuers""".replace("FILE",
                folder.resolve("gateway.yaml").toString()));
    }

    @Test
    @DisplayName("GIVEN a file with neither providers nor models WHEN read THEN both are missing")
    void read_requiredSections() {
        assertThat(config.yaml("listen: {}").problems()).containsExactly(
                ConfigFolder.at("providers", 1, 1, "is missing"), ConfigFolder.at("models", 1, 1, "is missing"));
    }

    @Test
    @DisplayName("GIVEN a refusal WHEN its problems are changed THEN they cannot be")
    void problems_immutable() {
        ProblemsException refused = config.yaml("listen: {}").refusal();

        assertThatThrownBy(refused.problems()::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("GIVEN a problem of a place and one of the whole file WHEN told THEN editors can jump to the first")
    void in_forms() {
        assertThat(new Problem("config/gateway.yaml", "a.b", 12, 5, "is wrong").told())
                .isEqualTo("config/gateway.yaml:12:5 a.b: is wrong");
        assertThat(new Problem("f", "", 12, 5, "is wrong").told()).isEqualTo("f:12:5 is wrong");
        assertThat(Problem.ofFile("f", "is wrong").told()).isEqualTo("f: is wrong");
    }
}
