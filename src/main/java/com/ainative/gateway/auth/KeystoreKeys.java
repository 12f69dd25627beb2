package com.ainative.gateway.auth;

import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.Signing;
import com.ainative.gateway.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows an operator's keystore: what is put into it or taken out counts within a minute, and some minutes behind the
 * beginning of a certificate its key signs. Nothing else counts here, and nothing of it is told to other gateways: all are given the same file.
 */
public final class KeystoreKeys implements KeyOrigin {

    private static final Logger LOG = LoggerFactory.getLogger(KeystoreKeys.class);
    private static final Duration PACE = Duration.ofSeconds(30);

    private final SigningKeys keys;
    private final Signing signing;
    private final Path file;
    private final Executor threads;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private FileTime changed;
    private Keystore held;
    private @Nullable ScheduledFuture<?> pace;

    /**
     * Reads it.
     *
     * @throws ProblemsException when it cannot be used
     */
    public KeystoreKeys(SigningKeys keys, Signing signing, Executor threads, InstantSource clock) {
        this.keys = keys;
        this.signing = signing;
        this.file = Objects.requireNonNull(signing.keystore(), "no keystore");
        this.threads = threads;
        this.clock = clock;
        this.changed = lastChange();
        this.held = Keystore.of(signing);
        keys.own(held.ring(clock.instant()));
    }

    /**
     * Looks whether it could be used, and changes nothing.
     *
     * @throws ProblemsException when it cannot
     */
    public static void check(Signing signing, InstantSource clock) {
        if (signing.keystore() != null) {
            Keystore.of(signing).ring(clock.instant());
        }
    }

    private FileTime lastChange() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // it is gone, which is told when it is read
        }
    }

    @Override
    public void begin(ScheduledExecutorService timer) {
        pace = timer.scheduleWithFixedDelay(() -> threads.execute(this::look), PACE.toMillis(), PACE.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What cannot be used changes nothing, and is told once. */
    void look() {
        if (!looking.tryLock()) {
            return;
        }
        try {
            follow();
        } finally {
            looking.unlock();
        }
    }

    private void follow() {
        FileTime now = lastChange();
        try {
            if (!now.equals(changed)) {
                changed = now;
                held = Keystore.of(signing);
            }
            String before = keys.own().current().id();
            Ring ring = held.ring(clock.instant());
            keys.own(ring);
            if (!before.equals(ring.current().id())) {
                LOG.info("Signing key {} of {} signs, and {} no more", ring.current(), file, before);
            }
        } catch (ProblemsException e) {
            LOG.error("The keys read before still count, for the keystore cannot be used: {}", e.getMessage());
        }
    }

    @Override
    public void rotate(boolean revoke) {
        throw ErrorCode.KEYS_ELSEWHERE.because("The keys are in " + file + ", which the gateway does not change; "
                + (revoke ? "remove the entry" : "add an entry whose certificate begins later")
                + " there; it is read within a minute.").toException();
    }

    @Override
    public void close() {
        if (pace != null) {
            pace.cancel(false);
        }
    }
}
