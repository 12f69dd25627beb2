package com.ainative.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ainative.gateway.http.Cancellation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HostLookupTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    @DisplayName("GIVEN a name that was found WHEN asked again THEN it is not looked up again")
    void address_kept() {
        HostLookup lookup = new HostLookup(host -> {
            asked.incrementAndGet();
            return InetAddress.getLoopbackAddress();
        });

        assertThat(lookup.address("a.example", Duration.ofSeconds(5), new Cancellation()))
                .isEqualTo(InetAddress.getLoopbackAddress());
        assertThat(lookup.address("a.example", Duration.ofSeconds(5), new Cancellation()))
                .isEqualTo(InetAddress.getLoopbackAddress());
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("GIVEN a name that leads nowhere WHEN asked twice THEN it fails twice, each time after a look")
    void address_failureNotKept() {
        HostLookup lookup = new HostLookup(host -> {
            asked.incrementAndGet();
            throw new UnknownHostException(host);
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> lookup.address("nowhere.example", Duration.ofSeconds(5), new Cancellation()))
                    .isInstanceOf(CallFailure.class).hasMessageContaining("nowhere.example");
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    @DisplayName("GIVEN a resolver that never answers WHEN asked THEN the wait ends at its limit")
    void address_silentResolver() {
        CountDownLatch never = new CountDownLatch(1);
        HostLookup lookup = new HostLookup(host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> lookup.address("silent.example", Duration.ofMillis(50), new Cancellation()))
                .isInstanceOf(CallFailure.class);
        never.countDown();
    }

    @Test
    @DisplayName("GIVEN a resolver that takes its time WHEN the caller leaves THEN nobody waits for it")
    void address_cancelled() {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        HostLookup lookup = new HostLookup(host -> {
            asking.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        });
        Cancellation attempt = new Cancellation();
        Thread.startVirtualThread(() -> {
            try {
                asking.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            attempt.cancel();
        });

        assertThatThrownBy(() -> lookup.address("slow.example", Duration.ofMinutes(5), attempt))
                .isInstanceOf(CallFailure.class).extracting(failure -> ((CallFailure) failure).kind())
                .isEqualTo(CallFailure.Kind.CANCELLED);
        never.countDown();
    }
}
