package com.ainative.gateway.reload.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.OpenAiSamples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No golden feels another. The breaker of the first provider opens at its first failure, and free is one call a minute. */
class DryRunIndependenceTest {

    private static final String ANSWERS = "{body: " + OpenAiSamples.answer("hello") + "}";

    private final Rehearsed set;

    DryRunIndependenceTest(@TempDir Path home) {
        set = new Rehearsed(home);
    }

    private void golden(String name, String model, String more, String first, int status) {
        set.golden(name, """
                name: asks
                request: {token-tier: free, body: {model: %s, messages: [{role: user, content: hi}]%s}}
                provider: {first: %s, second: {status: 503}}
                expect: {status: %d%s}
                """.formatted(model, more, first, status, status == 200 ? ", provider: first" : ""));
    }

    private List<List<String>> differences() {
        return set.results().stream()
                .map(result -> result.differences().stream().map(problem -> problem.message()).toList()).toList();
    }

    @Test
    @DisplayName("GIVEN a tier of one request a minute WHEN several goldens of it run THEN each is admitted")
    void run_limits() {
        for (int i = 1; i <= 3; i++) {
            golden("a" + i, "fast", "", ANSWERS, 200);
        }

        assertThat(differences()).hasSize(3).allMatch(List::isEmpty);
    }

    @Test
    @DisplayName("GIVEN goldens whose provider fails WHEN the next runs THEN no breaker has opened for it")
    void run_breakers() {
        for (int i = 1; i <= 12; i++) {
            golden("a" + i, "fast", "", "{status: 500, body: no}", 503);
        }
        golden("b", "fast", "", ANSWERS, 200);
        golden("c", "quick", "", ANSWERS, 200);

        assertThat(differences()).hasSize(14).allMatch(List::isEmpty);
    }

    @Test
    @DisplayName("GIVEN a provider at its limit, by status or within a stream WHEN the next golden runs THEN it is asked again")
    void run_cooldowns() {
        golden("a", "fast", "", "{status: 429, body: {error: {message: slow down}}}", 429);
        golden("b", "fast", "", ANSWERS, 200);
        golden("c", "fast", ", stream: true",
                "{body: 'data: {\"error\":{\"message\":\"slow down\",\"type\":\"requests\",\"code\":429}}'}", 429);
        golden("d", "fast", "", ANSWERS, 200);

        assertThat(differences()).hasSize(4).allMatch(List::isEmpty);
    }

    @Test
    @DisplayName("GIVEN a golden that asks a provider it has no answer for WHEN the next runs THEN it is not blamed")
    void run_unanswered() {
        set.golden("a", """
                name: forgets
                request: {token-tier: pro, body: {model: fast, messages: [{role: user, content: hi}]}}
                expect: {status: 200}
                """);
        golden("b", "fast", "", ANSWERS, 200);

        assertThat(differences()).extracting(List::isEmpty).containsExactly(false, true);
    }
}
