package com.ainative.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitHeadersTest {

    @Test
    @DisplayName("GIVEN an admission WHEN it is written THEN OpenAI's three headers and the draft's two say the same")
    void write_all() {
        Message message = new DefaultMessage(new DefaultCamelContext());

        LimitHeaders.write(new Admission(true, 20, 7, Duration.ofMillis(38_500), Duration.ZERO), message);

        assertThat(message.getHeaders()).isEqualTo(Map.of("x-ratelimit-limit-requests", 20L,
                "x-ratelimit-remaining-requests", 7L, "x-ratelimit-reset-requests", "38.500s", "ratelimit-policy",
                "\"requests\";q=20;w=60", "ratelimit", "\"requests\";r=7;t=39"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0ms", "1, 1ms", "1000000, 1ms", "1000001, 2ms", "999000000, 999ms", "999000001, 1s",
        "1000000000, 1s", "1500000000, 1.500s", "1005000000, 1.005s", "59999999999, 1m0s", "60000000000, 1m0s",
        "61500000000, 1m1.500s", "360000000000, 6m0s", "3600000000000, 60m0s"})
    @DisplayName("GIVEN nanoseconds WHEN written as OpenAI does THEN never shorter than they are")
    void text_forms(long nanos, String text) {
        assertThat(LimitHeaders.text(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "999999999, 1", "1000000000, 1", "1000000001, 2", "60000000000, 60"})
    @DisplayName("GIVEN nanoseconds WHEN written as whole seconds THEN rounded up")
    void seconds_roundedUp(long nanos, long seconds) {
        assertThat(LimitHeaders.seconds(Duration.ofNanos(nanos))).isEqualTo(seconds);
    }

    @Property(seed = "20261123")
    @Label("GIVEN any duration WHEN its text is read back THEN it is at most a millisecond more, never less")
    void text_readBack(@ForAll @LongRange(max = 600_000_000_000L) long nanos) {
        Duration read = Duration.parse("PT" + LimitHeaders.text(Duration.ofNanos(nanos))
                .replaceFirst("^(\\d+)ms$", "0.00$1S").replaceFirst("0\\.00(\\d{2})S", "0.0$1S")
                .replaceFirst("0\\.00?(\\d{3})S", "0.$1S"));

        assertThat(read).isBetween(Duration.ofNanos(nanos), Duration.ofNanos(nanos).plusNanos(999_999));
    }
}
