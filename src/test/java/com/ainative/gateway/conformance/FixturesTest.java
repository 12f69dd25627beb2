package com.ainative.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.conformance.Recording.Protocol;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = Fixtures.PRESENT, disabledReason = Fixtures.ABSENT)
class FixturesTest {

    @Test
    @DisplayName("GIVEN the folder of recordings WHEN listed THEN each file is replayed or left out for a reason, and none is missing")
    void files_classified() {
        Fixtures fixtures = Fixtures.open();
        assertThat(fixtures.classified()).doesNotHaveDuplicates().isEqualTo(fixtures.files());
    }

    @Test
    @DisplayName("GIVEN the recordings WHEN read THEN there are answers, streams and errors of both protocols")
    void recordings_allKinds() {
        for (Protocol protocol : Protocol.values()) {
            var ofProtocol = Fixtures.open().recordings().stream().filter(r -> r.protocol() == protocol).toList();
            assertThat(ofProtocol).anyMatch(r -> r.isStream()).anyMatch(r -> !r.isAnswer())
                    .anyMatch(r -> r.isAnswer() && !r.isStream()).extracting(Recording::name).doesNotHaveDuplicates();
        }
    }
}
