package com.ainative.gateway.auth.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.config.IssuerConfig;
import com.ainative.gateway.fake.IssuerKey;
import com.ainative.gateway.observe.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** When an issuer is asked for its keys, and how long those count, by a clock that the test moves. */
@Timeout(60)
@Isolated("listens to what all log")
class IssuerKeysTest {

    private static final IssuerKey A = IssuerKey.make("a", "ES256");
    private static final IssuerKey B = IssuerKey.make("b", "ES256");
    private static final String ID_OF_A = Stage.set(A.jwk()).named("a").getFirst().id();

    private final AtomicLong nanos = new AtomicLong();
    private final List<Boolean> asked = new ArrayList<>();
    private @Nullable KeySet published = Stage.set(A.jwk());
    private final IssuerKeys keys = new IssuerKeys(Stage.ISSUER, this::answer, Runnable::run, nanos::get);

    private KeySet answer(boolean anew) throws FetchFailedException {
        asked.add(anew);
        if (published == null) {
            throw new FetchFailedException("is down");
        }
        return published;
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private boolean finds(String kid) {
        return !keys.find(kid).isEmpty();
    }

    @Test
    @DisplayName("GIVEN an issuer WHEN time passes THEN it is asked at once and then every five minutes, by way of its metadata")
    void refresh_pace() {
        keys.refresh();
        assertThat(asked).containsExactly(true);
        assertThat(finds("a")).isTrue();

        later(IssuerKeys.FRESH.minusNanos(1));
        keys.refresh();
        assertThat(asked).hasSize(1);

        later(Duration.ofNanos(1));
        keys.refresh();
        keys.refresh();
        assertThat(asked).containsExactly(true, true);
    }

    @Test
    @DisplayName("GIVEN no key yet WHEN a token comes before the first regular fetch THEN it begins that, and a rotation soon after is seen")
    void find_first() {
        assertThat(finds("a")).isTrue();
        assertThat(finds("a")).isTrue();
        keys.refresh();
        assertThat(asked).containsExactly(true);

        published = Stage.set(B.jwk());
        assertThat(finds("b")).isTrue();
        assertThat(asked).containsExactly(true, false);
    }

    @Test
    @DisplayName("GIVEN an issuer that hangs WHEN a token waits for its key THEN it waits for two seconds and no longer")
    void find_patience() {
        CountDownLatch gate = new CountDownLatch(1);
        AtomicLong fast = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // By this clock two seconds have passed whenever somebody looks.
            IssuerKeys hanging = new IssuerKeys(Stage.ISSUER, anew -> {
                awaits(gate);
                return Stage.set(A.jwk());
            }, threads, () -> fast.addAndGet(IssuerKeys.PATIENCE.toNanos()));

            assertThat(hanging.find("a")).isEmpty();
            gate.countDown();
        }
    }

    @Test
    @DisplayName("GIVEN a flood of unknown names WHEN it goes on for an hour THEN it costs one fetch in 30 s, and known keys count")
    void find_flood() {
        keys.refresh();
        for (int second = 0; second < 3_600; second++) {
            for (int i = 0; i < 5; i++) {
                assertThat(finds("unknown-" + second + "-" + i)).isFalse();
            }
            assertThat(finds("a")).isTrue();
            later(Duration.ofSeconds(1));
        }

        assertThat(asked).hasSize(1 + 120);
    }

    @Test
    @DisplayName("GIVEN a key that replaced another just after a regular fetch WHEN a token names it THEN it is found, and the other counts no more")
    void find_rotated() {
        keys.refresh();
        assertThat(keys.knows(ID_OF_A)).isTrue();
        published = Stage.set(B.jwk());
        later(Duration.ofSeconds(1));

        assertThat(finds("b")).isTrue();

        assertThat(asked).containsExactly(true, false);
        assertThat(finds("a")).isFalse();
        assertThat(keys.knows(ID_OF_A)).isFalse();
    }

    @Test
    @DisplayName("GIVEN a key whose name is given to another WHEN fetched THEN what the first has signed counts no more")
    void knows_sameName() {
        keys.refresh();
        published = Stage.set(B.as("a", "ES256").jwk());
        later(IssuerKeys.FRESH);
        keys.refresh();

        assertThat(keys.known("a")).hasSize(1);
        assertThat(keys.knows(ID_OF_A)).isFalse();
    }

    @Test
    @DisplayName("GIVEN an issuer that goes down WHEN a day passes THEN its keys count for that long and no longer, and it is asked on")
    void find_away() {
        keys.refresh();
        published = null;
        later(IssuerKeys.FRESH);
        keys.refresh();
        keys.refresh();
        assertThat(asked).hasSize(2);
        later(IssuerKeys.AGAIN);
        keys.refresh();
        assertThat(asked).hasSize(3);

        later(IssuerKeys.KEPT.minus(IssuerKeys.FRESH).minus(IssuerKeys.AGAIN));
        assertThat(finds("a")).isTrue();
        assertThat(keys.knows(ID_OF_A)).isTrue();

        later(Duration.ofNanos(1));
        assertThat(keys.knows(ID_OF_A)).isFalse();
        assertThat(finds("a")).isFalse();

        published = Stage.set(A.jwk());
        later(IssuerKeys.AGAIN);
        assertThat(finds("a")).isTrue();
        assertThat(keys.knows(ID_OF_A)).isTrue();
    }

    @Test
    @DisplayName("GIVEN an issuer that has taken back all its keys WHEN fetched THEN none counts: that is an answer, too")
    void refresh_none() {
        keys.refresh();
        published = Stage.set();
        later(IssuerKeys.FRESH);
        keys.refresh();

        assertThat(keys.knows(ID_OF_A)).isFalse();
        assertThat(finds("a")).isFalse();
    }

    @Test
    @DisplayName("GIVEN an issuer that comes and goes WHEN asked THEN the log says each change once")
    void log_changes() {
        try (CapturedLog log = CapturedLog.open()) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 3; i++) {
                    keys.refresh();
                    later(IssuerKeys.FRESH);
                }
                published = published == null ? Stage.set(A.jwk()) : null;
            }

            assertThat(log.events().stream().filter(event -> event.contains("Issuer"))).satisfiesExactly(
                    first -> assertThat(first).contains("Issuer https://idp.example has 1 keys"),
                    second -> assertThat(second).contains("WARN")
                            .contains("Issuer https://idp.example is down; the keys"
                                    + " it told before count for up to 24 hours"),
                    third -> assertThat(third).contains("Issuer https://idp.example has 1 keys"));
        }
    }

    @Test
    @DisplayName("GIVEN many requests at once for a key nobody knows WHEN the issuer is slow THEN all wait for one fetch, and all find it")
    void find_together() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Queue<String> fetches = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IssuerKeys slow = new IssuerKeys(Stage.ISSUER, anew -> {
                fetches.add("one");
                awaits(gate);
                return Stage.set(A.jwk());
            }, threads, nanos::get);
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                waiting.add(threads.submit(() -> !slow.find("a").isEmpty()));
            }
            gate.countDown();
            for (Future<Boolean> found : waiting) {
                assertThat(found.get()).isTrue();
            }
        }

        assertThat(fetches).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a regular fetch under way that was answered before a key was published WHEN a token names it THEN a second one finds it")
    void find_afterOlderFetch() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Queue<Boolean> fetches = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IssuerKeys late = new IssuerKeys(Stage.ISSUER, anew -> {
                fetches.add(anew);
                awaits(gate);
                return anew ? Stage.set(A.jwk()) : Stage.set(A.jwk(), B.jwk());
            }, threads, nanos::get);
            late.refresh();
            Future<Boolean> found = threads.submit(() -> !late.find("b").isEmpty());
            gate.countDown();

            assertThat(found.get()).isTrue();
        }
        assertThat(fetches).containsExactly(true, false);
    }

    @Test
    @DisplayName("GIVEN issuers that are listed WHEN one is taken out THEN it is let go of, and the other is not asked again")
    void keep_listed() {
        List<String> fetched = new ArrayList<>();
        OutsideKeys all = OutsideKeys.by(source -> anew -> {
            fetched.add(source.issuer());
            return Stage.set(A.jwk());
        }, Runnable::run, nanos::get);
        IssuerConfig one = Stage.issuer("https://one.example", Stage.ALL);
        IssuerConfig two = Stage.issuer("https://two.example", Stage.ALL);

        all.keep(List.of(one, two));
        all.keep(List.of(Stage.issuer("https://one.example", List.of("PS512"))));
        assertThat(fetched).containsExactlyInAnyOrder("https://one.example", "https://two.example");
        assertThat(all.known(one.source(), "a")).hasSize(1);
        assertThat(all.known(two.source(), "a")).isEmpty();

        all.keep(List.of(one, two));
        assertThat(fetched).hasSize(3);
        assertThat(all.known(two.source(), "a")).hasSize(1);
    }

    private static void awaits(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
