package com.ainative.gateway.auth;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.Signing;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys in a PKCS#12 file of an operator's, as they were when it was read. Of those whose certificate has begun some
 * minutes ago the last signs, for by then other gateways have read it, too; all verify. How a certificate ends, and who has signed it, is of no interest.
 */
final class Keystore {

    private static final int DER_SEQUENCE = 0x30;
    private static final int LARGEST = 1024 * 1024;
    /** A certificate usually begins when it is made; others look at the file, or hear of its public half, a little later. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Path file;
    private final List<SigningKey> keys;

    private Keystore(Path file, List<SigningKey> keys) {
        this.file = file;
        this.keys = keys;
    }

    /** @throws ProblemsException when the file cannot be used; no problem quotes the password */
    static Keystore of(Signing signing) {
        Path file = Objects.requireNonNull(signing.keystore(), "no keystore");
        Secret password = Objects.requireNonNull(signing.password(), "no password");
        try {
            OwnerOnly.require(file);
            byte[] bytes = Files.size(file) > LARGEST ? new byte[0] : Files.readAllBytes(file);
            // Java would also read its own older kind.
            if (bytes.length == 0 || bytes[0] != DER_SEQUENCE) {
                throw refused(file, "is not a PKCS#12 file");
            }
            return new Keystore(file, keys(file, bytes, password.reveal().toCharArray()));
        } catch (IllegalStateException e) {
            throw refused(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw refused(file, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static List<SigningKey> keys(Path file, byte[] bytes, char[] password) {
        List<SigningKey> keys = new ArrayList<>();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            for (String alias : Collections.list(store.aliases()).stream().sorted().toList()) {
                if (store.isKeyEntry(alias)) {
                    keys.add(key(file, alias, store.getKey(alias, password), store.getCertificate(alias)));
                }
            }
        } catch (IOException e) {
            throw refused(file, e.getCause() instanceof UnrecoverableKeyException
                    ? "does not open with the password under auth.signing.password"
                    : "is not a PKCS#12 file that can be read");
        } catch (UnrecoverableKeyException e) {
            throw refused(file, "holds an entry with a password of its own; give all the password of the file");
        } catch (GeneralSecurityException e) {
            throw refused(file, "cannot be read by this JVM: " + e.getClass().getSimpleName());
        }
        if (keys.isEmpty()) {
            throw refused(file, "holds no private key");
        }
        return keys;
    }

    private static SigningKey key(Path file, String alias, Key key, Certificate certificate) {
        String entry = "holds an entry '" + alias + "' ";
        if (!(key instanceof ECPrivateKey signs && certificate instanceof X509Certificate dated
                && certificate.getPublicKey() instanceof ECPublicKey verifies
                && Curve.P_256.equals(Curve.forECParameterSpec(verifies.getParams())))) {
            throw refused(file, entry + "that is not a P-256 key with its certificate, as ES256 needs");
        }
        try {
            return SigningKey.signing(new ECKey.Builder(Curve.P_256, verifies).privateKey(signs).build(),
                    dated.getNotBefore().toInstant().getEpochSecond());
        } catch (JOSEException | IllegalStateException e) {
            throw refused(file, entry + "whose certificate belongs to another key");
        }
    }

    /** @throws ProblemsException when none of the certificates has begun */
    Ring ring(Instant now) {
        SigningKey signs = last(now.minus(AHEAD)).or(() -> last(now))
                .orElseThrow(() -> refused(file, "holds no key whose certificate has begun"));
        return new Ring(signs, signs.made(), null, keys.stream().filter(key -> !key.equals(signs))
                .map(key -> key.until(SigningKey.NEVER)).toList());
    }

    private Optional<SigningKey> last(Instant begun) {
        return keys.stream().filter(key -> key.made() <= begun.getEpochSecond())
                .max(Comparator.comparingLong(SigningKey::made));
    }

    private static ProblemsException refused(Path file, String message) {
        return new ProblemsException(List.of(Problem.ofFile(file.toString(), message)));
    }
}
