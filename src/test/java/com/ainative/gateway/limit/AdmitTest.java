package com.ainative.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ainative.gateway.auth.Budget;
import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.auth.Credential;
import com.ainative.gateway.auth.Grants;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.config.TierConfig;
import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.error.Surface;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.error.GatewayException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmitTest {

    private static final CamelContext CAMEL = new DefaultCamelContext();

    private static final Instant NOW = Instant.parse("2026-11-29T23:00:00Z");

    private long nanos;
    private int left = 1;
    private final RequestLimits limits = new RequestLimits(() -> nanos);
    private final Revocations revocations = new Revocations();
    private final Admit admit = admit(Map.of("free", 2, "pro", 100));

    private Admit admit(Map<String, Integer> perMinute) {
        Map<String, TierConfig> tiers = new HashMap<>();
        perMinute.forEach((name, limit) -> tiers.put(name, new TierConfig(name, limit)));
        return new Admit(tiers, limits, revocations, this::spend, () -> NOW);
    }

    private Optional<Runnable> spend(Grants.Spending spending) {
        return left-- > 0 ? Optional.of(() -> left++) : Optional.empty();
    }

    private static Exchange from(String subject, String tier) {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.setVariable(Caller.VARIABLE, new Caller(subject, tier, List.of()));
        return exchange;
    }

    private static Failure refused(Admit admit, Exchange exchange) {
        GatewayException thrown = catchThrowableOfType(GatewayException.class, () -> admit.process(exchange));
        assertThat(thrown).isNotNull();
        return thrown.failure();
    }

    @Test
    @DisplayName("GIVEN a caller within its tier WHEN it asks THEN it is let in, and variable and headers say what is left")
    void process_admitted() {
        Exchange exchange = from("ann", "free");

        admit.process(exchange);

        assertThat(exchange.getVariable(Admission.VARIABLE, Admission.class))
                .isEqualTo(new Admission(true, 2, 1, Duration.ofSeconds(30), Duration.ZERO));
        assertThat(exchange.getMessage().getHeaders()).containsEntry("x-ratelimit-limit-requests", 2L)
                .containsEntry("x-ratelimit-remaining-requests", 1L)
                .containsEntry("x-ratelimit-reset-requests", "30s");
    }

    @Test
    @DisplayName("GIVEN work of an account that was disabled since WHEN its turn comes THEN 403, and no limit is touched; enabled again it is done")
    void process_disabledSince() {
        revocations.disable("ann");

        assertThat(refused(admit, from("ann", "free")).status()).isEqualTo(403);

        revocations.enable("ann");
        Exchange exchange = from("ann", "free");
        admit.process(exchange);
        assertThat(exchange.getVariable(Admission.VARIABLE, Admission.class).remaining()).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN a key with a budget WHEN it is spent THEN 429 says of what, and waits until the next period begins")
    void process_budget() {
        Grants grants = new Grants(null, null, List.of(), null,
                new Grants.Spending("key-1", new Budget(1, Budget.Period.DAY)));
        Exchange first = from("ann", "pro");
        first.setVariable(Caller.VARIABLE, new Caller("ann", "pro", List.of(), grants, Credential.KEPT));
        admit.process(first);

        Failure failure = refused(admit, first);

        assertThat(failure.code()).isEqualTo("budget_spent");
        assertThat(failure.message()).contains("key-1", "1/day", "2026-11-30T00:00:00Z");
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    @DisplayName("GIVEN a request that has spent WHEN it gives back THEN once, and who has spent nothing gives nothing back")
    void giveBack_once() {
        Grants grants = new Grants(null, null, List.of(), null,
                new Grants.Spending("key-1", new Budget(1, Budget.Period.DAY)));
        Exchange exchange = from("ann", "pro");
        exchange.setVariable(Caller.VARIABLE, new Caller("ann", "pro", List.of(), grants, Credential.KEPT));
        admit.process(exchange);
        assertThat(left).isZero();

        Admit.giveBack(exchange);
        Admit.giveBack(exchange);
        Admit.giveBack(from("bob", "pro"));

        assertThat(left).isEqualTo(1);
    }

    @Test
    @DisplayName("GIVEN a caller with limits of its own and shared ones WHEN it asks THEN all of them count, and the first that is used up is told")
    void process_grants() {
        Grants grants = new Grants(null, 3, List.of(new Grants.Limit("org-1", 2)), "org-1");
        for (String subject : List.of("ann", "bob")) {
            Exchange exchange = from(subject, "free");
            exchange.setVariable(Caller.VARIABLE, new Caller(subject, "free", List.of(), grants, Credential.KEPT));
            admit.process(exchange);
        }
        Exchange third = from("ann", "free");
        third.setVariable(Caller.VARIABLE, new Caller("ann", "free", List.of(), grants, Credential.KEPT));

        assertThat(refused(admit, third).message()).contains("org-1", "2 requests a minute");
    }

    @Test
    @DisplayName("GIVEN a caller over its tier WHEN it asks THEN a 429 says limit and wait, with the same headers")
    void process_refused() {
        admit.process(from("ann", "free"));
        admit.process(from("ann", "free"));
        nanos += Duration.ofMillis(500).toNanos();
        Exchange exchange = from("ann", "free");

        Failure failure = refused(admit, exchange);

        assertThat(failure.status()).isEqualTo(429);
        assertThat(failure.type()).isEqualTo("requests");
        assertThat(failure.code()).isEqualTo("rate_limit_exceeded");
        assertThat(failure.message())
                .isEqualTo("Rate limit reached for tier free: 2 requests a minute. Try again in 29.500s.");
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(29_500));
        assertThat(exchange.getMessage().getHeaders()).containsEntry("x-ratelimit-limit-requests", 2L)
                .containsEntry("x-ratelimit-remaining-requests", 0L)
                .containsEntry("x-ratelimit-reset-requests", "59.500s")
                .containsEntry("ratelimit", "\"requests\";r=0;t=60");
        admit.process(from("bob", "free"));
    }

    @Test
    @DisplayName("GIVEN a token of a tier that is no more WHEN its caller asks THEN 403, without headers of any limit")
    void process_unknownTier() {
        Exchange exchange = from("ann", "gold\r\n");

        Failure failure = refused(admit, exchange);

        assertThat(failure.status()).isEqualTo(403);
        assertThat(failure.code()).isEqualTo("unknown_tier");
        assertThat(failure.message()).doesNotContain("gold");
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a caller at its limit WHEN the configuration is read again unchanged THEN it is still at its limit")
    void process_acrossGenerations() {
        admit.process(from("ann", "free"));
        admit.process(from("ann", "free"));

        assertThat(refused(admit(Map.of("free", 2)), from("ann", "free")).status()).isEqualTo(429);
        admit(Map.of("free", 3)).process(from("ann", "free"));
    }

    @Property(tries = 200, seed = "20261123")
    @Label("GIVEN any limit and any way of coming WHEN a caller waits as long as retry-after says THEN it is let in")
    void process_retryAfterIsEnough(@ForAll @IntRange(min = 1, max = 10_000) int perMinute,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 90_000_000_000L) Long> pauses) {
        Admit own = admit(Map.of("t", perMinute));
        for (long pause : pauses) {
            nanos += pause;
            long wait = retryAfterOfTheFirstRefused(own);

            assertThat(wait).isBetween(1L, 60L);
            nanos += Duration.ofSeconds(wait).toNanos();
            own.process(from("ann", "t"));
        }
    }

    private static long retryAfterOfTheFirstRefused(Admit admit) {
        while (true) {
            Exchange exchange = from("ann", "t");
            GatewayException refused = catchThrowableOfType(GatewayException.class, () -> admit.process(exchange));
            if (refused != null) {
                exchange.setProperty(Exchange.EXCEPTION_CAUGHT, refused);
                new AnswerError(Surface.OPENAI).process(exchange);
                return exchange.getMessage().getHeader("retry-after", Long.class);
            }
        }
    }
}
