package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendingTest {

    private static final Sent AWAY = new Sent.Away("full");
    private final Sending sending = new Sending();

    @Test
    @DisplayName("GIVEN a queue that takes nothing WHEN more is for it THEN that is not tried, and others are until two are like that")
    void isWorthTrying_away() {
        sending.became("1", "a", AWAY);
        sending.became("2", "a", AWAY);

        assertThat(sending.isWorthTrying("3", "a")).isFalse();
        assertThat(sending.isWorthTrying("4", "b")).isTrue();
        sending.became("4", "b", new Sent.Away("full, too"));
        assertThat(sending.isWorthTrying("5", "c")).isFalse();

        assertThat(sending.became()).isEqualTo(Map.of("1", AWAY, "2", AWAY, "3", AWAY, "4", new Sent.Away("full, too"),
                "5", new Sent.Untried("full")));
    }

    @Test
    @DisplayName("GIVEN a message that will never be taken WHEN others are for its queue THEN they are tried, unless that goes for the queue")
    void isWorthTrying_undeliverable() {
        Sent.Undeliverable never = new Sent.Undeliverable("too large");
        sending.became("1", "a", never);
        assertThat(sending.isWorthTrying("1", "a")).isFalse();
        assertThat(sending.isWorthTrying("2", "a")).isTrue();

        sending.close("a", never);
        assertThat(sending.isWorthTrying("2", "a")).isFalse();
        assertThat(sending.became()).containsEntry("2", never);
    }

    @Test
    @DisplayName("GIVEN what became of a message WHEN one can only go on when it was taken THEN it says whether it may be later")
    void orThrow_kinds() {
        assertThatCode(() -> new Sent.Taken().orThrow()).doesNotThrowAnyException();
        assertThatThrownBy(() -> AWAY.orThrow()).isInstanceOf(BrokerAwayException.class).hasMessage("full");
        assertThatThrownBy(() -> new Sent.Untried("full").orThrow()).isInstanceOf(BrokerAwayException.class);
        assertThatThrownBy(() -> new Sent.Undeliverable("gone").orThrow()).isInstanceOf(UndeliverableException.class)
                .hasMessage("gone");
    }
}
