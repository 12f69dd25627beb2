package com.ainative.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a gateway in its data folder: {@code signing-key.jwk} signs, {@code next-signing-key.jwk} will, and
 * {@code public} holds public halves, each with the time until which it verifies ({@code exp}). There is one for each key
 * that signs no more, whose private half is destroyed, and for the one that signs where an operator has signed a long
 * token with it.
 *
 * <p>Every step of a change is one file that appears, is replaced or goes, and after each the folder holds a ring that
 * verifies all it did. Changes are made by one process at a time; whoever reads need not wait.
 */
final class KeyFiles {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);
    private static final String CURRENT = "signing-key.jwk";
    private static final String NEXT = "next-signing-key.jwk";
    private static final String PUBLIC = "public";
    private static final String JWK = ".jwk";
    private static final String LOCK = "lock";
    /** A lock on a file keeps other processes out, and no thread of this one. */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final Path folder;
    private final InstantSource clock;

    /** Work on files. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    KeyFiles(Path data, InstantSource clock) {
        this.folder = data.resolve("keys");
        this.clock = clock;
    }

    // ---- reading

    /** What is there, with a first key made where there is none. */
    Ring open() {
        Path file = folder.resolve(CURRENT);
        return checked(file, () -> {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                OwnerOnly.createFolder(folder);
                try {
                    OwnerOnly.putNew(file, generated());
                } catch (FileAlreadyExistsException e) {
                    return read(); // another process was first: its key is the one
                }
            }
            return read();
        });
    }

    /** What is there. A rotation in between leaves nothing out, for in this order each key is still where it is looked for. */
    Ring read() {
        Held next = held(NEXT);
        Held current = held(CURRENT);
        if (current == null) {
            throw failed(folder.resolve(CURRENT), new NoSuchFileException(CURRENT));
        }
        SigningKey signs = current.key;
        List<SigningKey> retired = new ArrayList<>(published());
        long promised = retired.stream().filter(key -> key.id().equals(signs.id())).mapToLong(SigningKey::until)
                .findAny().orElse(0);
        retired.removeIf(key -> key.id().equals(signs.id()));
        return new Ring(signs.until(promised), current.since,
                next == null || next.key.id().equals(signs.id()) ? null : next.key, retired);
    }

    /**
     * A private key.
     *
     * @param since seconds since 1970 from when on it signs; where that is not said, it was made then
     */
    private record Held(SigningKey key, long since) {
    }

    private @Nullable Held held(String name) {
        Path file = folder.resolve(name);
        return parsed(file, () -> {
            OwnerOnly.require(file);
            ECKey read = SigningKey.parsed(Files.readString(file).strip());
            long made = SigningKey.seconds(read.getIssueTime(),
                    Files.getLastModifiedTime(file).toInstant().getEpochSecond());
            return new Held(SigningKey.signing(read, made), SigningKey.seconds(read.getNotBeforeTime(), made));
        });
    }

    /** Without those that cannot be read: what they verify is over soon anyway, and all else goes on. */
    private List<SigningKey> published() {
        List<SigningKey> keys = new ArrayList<>();
        for (Path file : publicHalves()) {
            try {
                OwnerOnly.require(file);
                String text = Files.readString(file).strip();
                keys.add(SigningKey.verifying(text,
                        SigningKey.seconds(SigningKey.parsed(text).getExpirationTime(), 0)));
            } catch (NoSuchFileException e) {
                LOG.debug("{} has been forgotten meanwhile", file);
            } catch (ParseException | JOSEException | IOException | IllegalStateException e) {
                // Without the exception: it may quote what it read.
                LOG.warn("{} cannot be read as the public half of a key; what that has signed is refused", file);
            }
        }
        return keys;
    }

    private List<Path> publicHalves() {
        Path publics = folder.resolve(PUBLIC);
        if (!Files.isDirectory(publics)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(publics)) {
            return files.filter(file -> file.toString().endsWith(JWK)).sorted().toList();
        } catch (IOException e) {
            throw failed(publics, e);
        }
    }

    /** Reads a key. */
    @FunctionalInterface
    private interface Parsing<T> {
        T run() throws IOException, ParseException, JOSEException;
    }

    /** Null where there is no such file. */
    private static <T> @Nullable T parsed(Path file, Parsing<T> parsing) {
        try {
            return parsing.run();
        } catch (ParseException | JOSEException | CharacterCodingException e) {
            // Without the cause: it quotes what it read, and that may be most of a key.
            throw new IllegalStateException(file
                    + " is not a private P-256 key as JSON Web Key; move it away to have a new one made");
        } catch (IOException e) {
            if (e instanceof NoSuchFileException && !Files.isSymbolicLink(file)) {
                return null;
            }
            throw failed(file, e);
        }
    }

    private static <T> T checked(Path file, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static UncheckedIOException failed(Path file, IOException e) {
        // The message of such an exception is often the path alone; its name says what is wrong with it.
        return new UncheckedIOException("cannot keep the signing key in " + file + ": "
                + e.getClass().getSimpleName() + " " + e.getMessage(), e);
    }

    // ---- changes

    /** Why the keys cannot be changed from here; null where they can. */
    @Nullable
    String fixed() {
        Path file = folder.resolve(CURRENT);
        if (Files.isSymbolicLink(file)) {
            return file
                    + " leads to a file elsewhere, which is yours: replace what it leads to and start the gateway again";
        }
        return Files.isWritable(folder)
                ? null
                : folder + " cannot be written: replace " + CURRENT + " in it and start the gateway again";
    }

    /** Makes the key that will sign, if there is none. */
    Ring withNext() {
        return alone(() -> {
            Ring ring = read();
            if (ring.next() != null) {
                return ring;
            }
            OwnerOnly.put(folder.resolve(NEXT), generated());
            return read();
        });
    }

    /**
     * Lets the next key sign, and makes one that will after it. What signed before verifies until then, and as long as was
     * promised; its private half is gone. Where another process has done so already, nothing happens.
     *
     * @param from the id of the one that signed
     * @param until seconds since 1970
     */
    Ring rotate(String from, long until) {
        return alone(() -> {
            Ring ring = read();
            SigningKey current = ring.current();
            if (!current.id().equals(from)) {
                return ring;
            }
            SigningKey next = ring.next();
            publish(current.until(Math.max(until, current.until())));
            OwnerOnly.put(folder.resolve(CURRENT), next == null ? generated() : signingNow(next));
            OwnerOnly.put(folder.resolve(NEXT), generated());
            return read();
        });
    }

    /** Makes others in place of those that are revoked, which are gone. */
    Ring renew(Predicate<String> revoked) {
        return alone(() -> {
            Ring ring = read();
            if (revoked.test(ring.current().id())) {
                OwnerOnly.put(folder.resolve(CURRENT), generated());
            }
            SigningKey next = ring.next();
            if (next == null || revoked.test(next.id())) {
                OwnerOnly.put(folder.resolve(NEXT), generated());
            }
            for (SigningKey key : published()) {
                if (revoked.test(key.id())) {
                    Files.deleteIfExists(publicHalf(key.id()));
                }
            }
            return read();
        });
    }

    /**
     * The keys, of which the one that signs verifies until then, whatever becomes of it.
     *
     * @param until seconds since 1970
     */
    Ring promise(long until) {
        Ring opened = open();
        if (fixed() != null) {
            return opened; // nobody rotates it
        }
        return alone(() -> {
            SigningKey current = read().current();
            if (current.until() < until) {
                publish(current.until(until));
            }
            return read();
        });
    }

    /** Forgets public halves that verify no more. */
    void forget(long seconds) {
        if (published().stream().anyMatch(key -> key.until() <= seconds)) {
            alone(() -> {
                for (SigningKey key : published()) {
                    if (key.until() <= seconds) {
                        Files.deleteIfExists(publicHalf(key.id()));
                    }
                }
                return true;
            });
        }
    }

    private void publish(SigningKey key) throws IOException {
        OwnerOnly.createFolder(folder.resolve(PUBLIC));
        OwnerOnly.put(publicHalf(key.id()), key.publicNumbers()
                .expirationTime(Date.from(Instant.ofEpochSecond(key.until()))).build().toJSONString());
    }

    private Path publicHalf(String id) {
        return folder.resolve(PUBLIC).resolve(id + JWK);
    }

    private String signingNow(SigningKey next) {
        return new ECKey.Builder(next.key()).issueTime(Date.from(Instant.ofEpochSecond(next.made())))
                .notBeforeTime(Date.from(clock.instant())).build().toJSONString();
    }

    private String generated() {
        return SigningKey.generate(clock.instant()).toJSONString();
    }

    private <T> T alone(Work<T> change) {
        IN_PROCESS.lock();
        try {
            return checked(folder, () -> {
                Path lock = folder.resolve(LOCK);
                boolean isNew = !Files.exists(lock);
                try (FileChannel channel = FileChannel.open(lock,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.FILE_MODE)) {
                    if (isNew) {
                        OwnerOnly.giveToOwnerOf(folder, lock);
                    }
                    Objects.requireNonNull(channel.lock()); // until it is closed
                    return change.run();
                }
            });
        } finally {
            IN_PROCESS.unlock();
        }
    }
}
