package com.ainative.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The key this gateway signs tokens with: ES256, made on first use, in a file only its owner can read. */
public final class SigningKeys implements VerifiedToken.KeySource {

    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> FILE_MODE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    private static final FileAttribute<?> FOLDER_MODE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final ECKey key;
    private final JWSVerifier verifier;

    SigningKeys(ECKey key, JWSVerifier verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /**
     * Opens the key below a data folder, making folder and key if they are not there. Several that do so at once end up
     * with the same key. The file may be a symbolic link, as mounted secrets are; what counts is what it leads to.
     *
     * @throws UncheckedIOException when the file cannot be made or read
     * @throws IllegalStateException when the file is not such a key, or others may read it
     */
    public static SigningKeys open(Path data) {
        Path file = data.resolve("keys").resolve("signing-key.jwk");
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                make(file);
            }
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalStateException(
                        "others than its owner may use " + file + "; run: chmod 600 " + file);
            }
            return read(file);
        } catch (ParseException | JOSEException | CharacterCodingException e) {
            // Without the cause: it quotes what it read, and that may be most of a key.
            throw new IllegalStateException(
                    file + " is not a private P-256 key as JSON Web Key; move it away to have a new one made");
        } catch (IOException e) {
            // The message of such an exception is often the path alone; its name says what is wrong with it.
            throw new UncheckedIOException("cannot keep the signing key in " + file + ": "
                    + e.getClass().getSimpleName() + " " + e.getMessage(), e);
        }
    }

    private static void make(Path file) throws IOException, JOSEException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder, FOLDER_MODE);
        Path fresh = Files.createTempFile(folder, "signing-key", ".new", FILE_MODE);
        try {
            String made = new ECKeyGenerator(Curve.P_256).generate().toJSONString();
            // On the disk before it has its name: a power cut leaves no empty key behind.
            Files.writeString(fresh, made, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            // A hard link appears whole or not at all, and never over a key another process has just made.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its key is the one.
            return;
        } finally {
            Files.delete(fresh);
        }
    }

    /** Does with a key that is thrown away what {@link #open} does with the one on disk, which is quick the second time. */
    public static void warmUp() {
        throwAway();
    }

    /** A key that no file holds, for tokens that are good within this process alone. */
    public static SigningKeys throwAway() {
        try {
            return proven(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM has no P-256", e);
        }
    }

    private static SigningKeys read(Path file) throws IOException, ParseException, JOSEException {
        String text = Files.readString(file).strip();
        if (!text.startsWith("{")) {
            throw new ParseException("no JSON object", 0);
        }
        ECKey read = ECKey.parse(text);
        if (!Curve.P_256.equals(read.getCurve()) || !read.isPrivate()) {
            throw new JOSEException("another curve, or no private half");
        }
        return proven(read);
    }

    private static SigningKeys proven(ECKey read) throws JOSEException {
        // The numbers alone are taken over: what else the file says would be published with them, and the key's id
        // must be there and tell keys apart.
        ECKey key = new ECKey.Builder(Curve.P_256, read.toECPublicKey()).privateKey(read.toECPrivateKey())
                .keyUse(KeyUse.SIGNATURE).algorithm(ALGORITHM).keyIDFromThumbprint().build();
        JWSVerifier verifier = new ECDSAVerifier(key.toPublicJWK());
        JWSObject probe = new JWSObject(new JWSHeader(ALGORITHM), new Payload("probe"));
        probe.sign(new ECDSASigner(key));
        if (!probe.verify(verifier)) {
            throw new JOSEException("the private half belongs to another key");
        }
        return new SigningKeys(key, verifier);
    }

    ECKey key() {
        return key;
    }

    /** Null for a key that does not count here. */
    @Nullable
    JWSVerifier verifier(String keyId) {
        return knows(keyId) ? verifier : null;
    }

    @Override
    public boolean knows(String keyId) {
        return keyId.equals(key.getKeyID());
    }

    /** What anyone may know of the key, as a JSON Web Key Set. */
    public Map<String, Object> publicKeys() {
        return new JWKSet(key).toPublicJWKSet().toJSONObject();
    }
}
