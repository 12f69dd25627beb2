package com.ainative.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.config.AddressRange;
import com.ainative.gateway.error.GatewayException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final AtomicLong now = new AtomicLong();
    private final LoginThrottle throttle = new LoginThrottle(now::get);

    private static InetAddress address(String text) {
        return Objects.requireNonNull(AddressRange.address(text));
    }

    private void refused(String email, String from) {
        assertThatThrownBy(() -> throttle.begin(email, address(from))).isInstanceOfSatisfying(GatewayException.class,
                e -> {
                    assertThat(e.failure().status()).isEqualTo(429);
                    assertThat(e.failure().retryAfter()).isPositive();
                });
    }

    @Test
    @DisplayName("GIVEN guesses at many accounts from one address WHEN there are too many THEN that address waits, and the next does not; of IPv6 a whole subscriber")
    void begin_address() {
        for (int i = 0; i < 20; i++) {
            throttle.begin("somebody" + i, address("2001:db8::" + Integer.toHexString(i + 1)));
        }

        refused("another", "2001:db8::ffff");
        throttle.begin("another", address("2001:db8:0:1::1"));
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        throttle.begin("another", address("2001:db8::ffff"));
    }

    @Test
    @DisplayName("GIVEN guesses at one account from many addresses WHEN there are too many THEN all wait for it, a minute at most")
    void begin_account() {
        for (int i = 0; i < 40; i++) {
            throttle.begin("ann", address("10.0.0." + (i + 1)));
            if (i >= 4) {
                refused("ann", "10.1.0.1");
                now.addAndGet(Duration.ofMinutes(1).toNanos());
            }
        }
    }

    @Test
    @DisplayName("GIVEN registrations from one network WHEN there are too many THEN 429 that says when to come again, and the next may")
    void beginRegistration_network() {
        for (int i = 0; i < 10; i++) {
            throttle.beginRegistration(address("10.0.0.1"));
        }

        assertThatThrownBy(() -> throttle.beginRegistration(address("10.0.0.1"))).isInstanceOfSatisfying(
                GatewayException.class, e -> assertThat(e.failure().retryAfter()).isPositive());
        throttle.beginRegistration(address("10.0.0.2"));
    }

    @Test
    @DisplayName("GIVEN tries that could not be judged WHEN taken back THEN nobody has failed")
    void takeBack_unjudged() {
        for (int i = 0; i < 100; i++) {
            throttle.begin("ann", address("10.0.0.1"));
            throttle.takeBack("ann", address("10.0.0.1"));
        }
        assertThat(LoginThrottle.network(null)).isEmpty();
    }
}
