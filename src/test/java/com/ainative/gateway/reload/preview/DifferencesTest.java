package com.ainative.gateway.reload.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.reload.preview.Difference.Kind;
import com.ainative.gateway.reload.preview.Report.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private final Differences differences = new Differences();

    @Test
    @DisplayName("GIVEN the same difference in several requests WHEN told THEN it is one row with the first as example, the most frequent on top")
    void rows_counted() {
        differences.add(new Difference(Kind.LIMIT, "1 a minute", "2 a minute"), "a");
        differences.add(new Difference(Kind.REFUSAL, "let through", "401 x"), "b");
        differences.add(new Difference(Kind.REFUSAL, "let through", "401 x"), "c");

        assertThat(differences.rows()).containsExactly(new Row("refusal", 2, "let through", "401 x", "b"),
                new Row("limit", 1, "1 a minute", "2 a minute", "a"));
    }

    @Test
    @DisplayName("GIVEN more different ones than are told WHEN told THEN those are counted together, and known ones still by themselves")
    void rows_bounded() {
        for (int i = 0; i < Differences.MOST + 3; i++) {
            differences.add(new Difference(Kind.PROVIDERS, "a" + i, "b"), "r-" + i);
        }
        differences.add(new Difference(Kind.PROVIDERS, "a0", "b"), "later");

        assertThat(differences.rows()).hasSize(Differences.MOST + 1).startsWith(
                new Row("providers", 3, "various", "various", "r-100"), new Row("providers", 2, "a0", "b", "r-0"));
    }
}
