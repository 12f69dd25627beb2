package com.ainative.gateway.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JobIdsTest {

    @Test
    @DisplayName("GIVEN a text WHEN its fingerprint is taken THEN it is the first half of its SHA-256, marked as what it is")
    void fingerprint_ofBytes() {
        UUID abc = JobIds.fingerprint("abc".getBytes(UTF_8));
        // FIPS 180-2, B.1: ba7816bf 8f01cfea 414140de 5dae2223 ...
        assertThat(abc).hasToString("ba7816bf-8f01-8fea-9050-5037976b8888");
        assertThat(abc.version()).isEqualTo(8);
        assertThat(abc.variant()).isEqualTo(2);
    }

    @Test
    @DisplayName("GIVEN parts that read the same when put together WHEN their fingerprints are taken THEN they differ")
    void fingerprint_ofParts() {
        assertThat(JobIds.fingerprint("ab", "c")).isNotEqualTo(JobIds.fingerprint("a", "bc"))
                .isEqualTo(JobIds.fingerprint("ab", "c"));
    }

    @Test
    @DisplayName("GIVEN a clock that stands still WHEN names are made THEN they are in order all the same")
    void next_sameMillisecond() {
        JobIds ids = new JobIds(JobIds.JOB);
        String first = ids.next(5);
        assertThat(ids.next(5)).isGreaterThan(first);
        assertThat(ids.next(4)).isGreaterThan(first).startsWith(JobIds.JOB);
        assertThat(first).isGreaterThan(JobIds.first(JobIds.JOB, 5)).isLessThan(JobIds.first(JobIds.JOB, 6));
    }
}
