package com.ainative.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z"));

    private static Duration read(Map<String, String> headers) {
        return RetryAfter.read(MultiMap.caseInsensitiveMultiMap().addAll(headers), CLOCK);
    }

    @ParameterizedTest
    @CsvSource({"3,3000", "0,0", "' 2 ',2000", "1.5,1500", "0.0001,1", "-4,0", "3600,60000", "1e300,60000",
        "Infinity,60000", "NaN,1000", "soon,1000", "'',1000"})
    @DisplayName("GIVEN a number of seconds WHEN read THEN it is that long, never less than nothing, never over a minute")
    void read_seconds(String value, long millis) {
        assertThat(read(Map.of("retry-after", value))).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"'Sun, 01 Nov 2026 12:00:05 GMT',5000", "'Sun, 01 Nov 2026 11:59:00 GMT',0",
        "'Sun, 01 Nov 2026 13:00:00 GMT',60000", "'Sun, 41 Nov 2026 12:00:05 GMT',1000"})
    @DisplayName("GIVEN a date WHEN read THEN it is the time until then")
    void read_date(String value, long millis) {
        assertThat(read(Map.of("retry-after", value))).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"250,250", "90000,60000", "x,1000"})
    @DisplayName("GIVEN milliseconds beside seconds WHEN read THEN the milliseconds count")
    void read_millis(String value, long millis) {
        assertThat(read(Map.of("retry-after-ms", value, "retry-after", "9"))).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    @DisplayName("GIVEN a provider that names no time WHEN read THEN it is a second")
    void read_unsaid() {
        assertThat(read(Map.of())).isEqualTo(Duration.ofSeconds(1));
    }
}
