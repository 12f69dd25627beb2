package com.ainative.gateway.reload.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.ModelConfig.Strategy;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.limit.Admission;
import com.ainative.gateway.reload.preview.Decision.Answers;
import com.ainative.gateway.reload.preview.Decision.Asks;
import com.ainative.gateway.reload.preview.Decision.Refused;
import com.ainative.gateway.reload.preview.Decision.Verdict;
import com.ainative.gateway.reload.preview.Difference.Kind;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final Verdict ASKS = new Asks(Strategy.ORDER, List.of("one/m1"));
    private static final Verdict LIMITED = new Refused(429, "rate_limit_exceeded");

    private static Admission admission(boolean admitted, long limit) {
        return new Admission(admitted, limit, 0, Duration.ZERO, Duration.ZERO);
    }

    private static Decision admitted(Verdict verdict) {
        return new Decision(verdict, admission(true, 60));
    }

    private static Decision early(Verdict verdict) {
        return new Decision(verdict, null);
    }

    private static Exchange exchange(@Nullable Integer status, @Nullable Exception caught) {
        CamelContext camel = new DefaultCamelContext();
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, caught);
        return exchange;
    }

    @Test
    @DisplayName("GIVEN exchanges without a plan WHEN read THEN the status decides, and the code is the gateway's own failure's")
    void of_withoutPlan() {
        Exception unsupported = ErrorCode.UNSUPPORTED_MEDIA_TYPE.because("x").toException();

        assertThat(Decision.of(exchange(null, null)).verdict()).isEqualTo(new Answers());
        assertThat(Decision.of(exchange(302, null)).verdict()).isEqualTo(new Answers());
        assertThat(Decision.of(exchange(418, null)).verdict()).isEqualTo(new Refused(418, ""));
        assertThat(Decision.of(exchange(415, unsupported)).verdict())
                .isEqualTo(new Refused(415, "unsupported_media_type"));
        assertThat(Decision.of(exchange(418, unsupported)).verdict()).isEqualTo(new Refused(418, ""));
        assertThat(Decision.of(exchange(400, ErrorCode.INVALID_REQUEST.because("x").toException())).verdict())
                .isEqualTo(new Refused(400, "invalid_request_error"));
    }

    @Test
    @DisplayName("GIVEN an answer of the routes' own WHEN providers would be asked instead THEN providers differ, and nothing is refused")
    void differences_ownAnswer() {
        assertThat(admitted(new Answers()).differences(admitted(ASKS)))
                .containsExactly(new Difference(Kind.PROVIDERS, "none", "one/m1"));
    }

    @Test
    @DisplayName("GIVEN two refusals WHEN the code or the status differs THEN that is told; the same is no difference")
    void differences_refusals() {
        assertThat(early(new Refused(401, "a")).differences(early(new Refused(401, "a")))).isEmpty();
        assertThat(early(new Refused(418, "")).differences(admitted(new Refused(404, "b"))))
                .containsExactly(new Difference(Kind.REFUSAL, "418", "404 b"));
    }

    @Test
    @DisplayName("GIVEN a caller over the limit WHEN the limit stays THEN nothing differs; WHEN it changes, or the token is refused THEN that does")
    void differences_limited() {
        Decision limited = new Decision(LIMITED, admission(false, 60));

        assertThat(limited.differences(admitted(ASKS))).isEmpty();
        assertThat(admitted(ASKS).differences(limited)).isEmpty();
        assertThat(limited.differences(new Decision(ASKS, admission(true, 90)))).containsExactly(
                new Difference(Kind.LIMIT, "60 a minute", "90 a minute"),
                new Difference(Kind.REFUSAL, "429 rate_limit_exceeded", "let through"));
        assertThat(limited.differences(early(new Refused(401, "a"))))
                .containsExactly(new Difference(Kind.REFUSAL, "429 rate_limit_exceeded", "401 a"));
    }

    @Test
    @DisplayName("GIVEN an admitted caller WHEN all providers rest THEN that is of the moment, and the caller's own limit is not")
    void isOfTheMoment_resting() {
        assertThat(admitted(LIMITED).isOfTheMoment()).isTrue();
        assertThat(new Decision(LIMITED, admission(false, 60)).isOfTheMoment()).isFalse();
        assertThat(early(LIMITED).isOfTheMoment()).isFalse();
        assertThat(admitted(ASKS).isOfTheMoment()).isFalse();
    }
}
