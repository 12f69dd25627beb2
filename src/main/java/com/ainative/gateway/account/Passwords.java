package com.ainative.gateway.account;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords and checks them. That is meant to be expensive, so only so many are under way at once, on threads that
 * give way to all others; some more wait, and who comes then is told to come again.
 */
final class Passwords implements AutoCloseable {

    /** Characters. What is shorter is guessed; what is longer is no password, but costs as if it were one. */
    static final int SHORTEST = 8;
    static final int LONGEST = 1024;

    /** Checks that may wait: some seconds of work. */
    static final int MOST_WAITING = 64;
    private static final Duration RETRY = Duration.ofSeconds(2);
    /** Then a thread goes, and the 19 MiB it holds. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor threads;
    private final ThreadLocal<Argon2> argon2 = ThreadLocal.withInitial(Argon2::new);
    private final LongAdder checks = new LongAdder();

    Passwords() {
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(most, most, IDLE.toSeconds(), TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> Thread.ofPlatform().name("passwords").daemon().unstarted(() -> {
                    GivingWay.begin();
                    task.run();
                }));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What came of a check.
     *
     * @param fresh a hash as it is made today, which takes the place of the one that matched; null where that is as good
     */
    record Check(boolean matches, @Nullable String fresh) {

        /** Without the hash. */
        @Override
        public String toString() {
            return "Check[" + matches + "]";
        }
    }

    /**
     * Lets only what can be a password pass.
     *
     * @param field what it is called where it was sent
     * @throws GatewayException with a 400
     */
    static void require(String password, String field) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw ErrorCode.INVALID_REQUEST.at(field, "'" + field + "' must have " + SHORTEST + " to " + LONGEST
                    + " characters.").toException();
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(password)) {
            throw ErrorCode.INVALID_REQUEST.at(field, "'" + field + "' holds half a character.").toException();
        }
    }

    /** @throws GatewayException with a 503 when too many are under way */
    String hash(String password) {
        return run(() -> argon2.get().hash(password));
    }

    /**
     * Checks against one hash, whatever it was made with: once, and for a match whose hash is not as one is made today a
     * second time.
     *
     * @throws GatewayException with a 503 when too many are under way
     */
    Check check(String password, String hash) {
        checks.increment();
        // None is longer; what is costs as much as any other, and not more.
        String tried = password.length() > LONGEST ? "" : password;
        return run(() -> {
            boolean old = !Argon2.isOne(hash);
            boolean matches = (old ? Bcrypt.matches(tried, hash) : argon2.get().matches(tried, hash))
                    && tried.length() == password.length();
            // Of a longer one bcrypt has seen the beginning: what it was cannot be known.
            boolean renew = matches && (old ? Bcrypt.seesAllOf(password) : !Argon2.isCurrent(hash));
            return new Check(matches, renew ? argon2.get().hash(password) : null);
        });
    }

    /** A hash of nobody's password that costs as much to check as this one of bcrypt. */
    String decoyLike(String imported) {
        return run(() -> Bcrypt.like(imported));
    }

    /** How many there have been. */
    long checks() {
        return checks.sum();
    }

    private <T> T run(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    done.complete(work.call());
                } catch (Throwable e) { // out of memory, too: somebody waits
                    done.completeExceptionally(e);
                }
            });
            return done.join();
        } catch (RejectedExecutionException e) {
            throw ErrorCode.OVERLOADED.because("Too many passwords are being checked just now. Try again.")
                    .withRetryAfter(RETRY).toException();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
