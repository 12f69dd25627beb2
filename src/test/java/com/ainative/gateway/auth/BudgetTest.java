package com.ainative.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.Budget.Period;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    @ParameterizedTest
    @CsvSource({"DAY,2026-11-29T23:59:59.999Z,2026-11-29,2026-11-30T00:00:00Z",
        "DAY,2026-12-31T00:00:00Z,2026-12-31,2027-01-01T00:00:00Z",
        "MONTH,2026-12-31T23:59:59Z,2026-12,2027-01-01T00:00:00Z",
        "MONTH,2028-02-29T12:00:00Z,2028-02,2028-03-01T00:00:00Z"})
    @DisplayName("GIVEN a moment WHEN asked for its period THEN its name and when the next begins are those of the calendar in UTC")
    void period_calendar(Period per, Instant now, String name, Instant next) {
        assertThat(per.name(now)).isEqualTo(name);
        assertThat(per.next(now)).isEqualTo(next);
    }

    @Test
    @DisplayName("GIVEN a budget WHEN written and read THEN it is the same")
    void of_written() {
        Budget budget = new Budget(1_000, Period.DAY);

        assertThat(budget).hasToString("1000/day");
        assertThat(Budget.of("1000/day")).isEqualTo(budget);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0/day", "-1/day", "1/year", "1", "1/DAY", "01/day", "1 /day", "9999999999999/day"})
    @DisplayName("GIVEN what is no budget WHEN read THEN there is none")
    void of_wrong(String text) {
        assertThat(Budget.of(text)).isNull();
    }
}
