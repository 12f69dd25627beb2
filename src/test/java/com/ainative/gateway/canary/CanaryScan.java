package com.ainative.gateway.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No secret is in anything that was written while the tests ran. Its name keeps it out of their run: the build starts it
 * behind them.
 */
class CanaryScan {

    /** Names of tests, what they and the gateways in their process printed, and how they failed. */
    private static final String REPORTS = "target/surefire-reports";
    /** Logs of all gateways, in full, what commands printed, and errors that were answered. */
    private static final String WRITTEN = "target/written";

    @ParameterizedTest
    @ValueSource(strings = {REPORTS, WRITTEN})
    @DisplayName("GIVEN all that a run of the tests has written WHEN looked through THEN no secret is in it")
    void written_noSecrets(String folder) throws IOException {
        assertThat(CanaryHunt.in(Path.of(folder))).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a run of the tests WHEN it is over THEN its reports are where they are looked for")
    void written_something() throws IOException {
        assertThat(CanaryHunt.files(Path.of(REPORTS))).isNotEmpty();
    }
}
