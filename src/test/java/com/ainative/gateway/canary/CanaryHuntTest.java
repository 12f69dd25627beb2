package com.ainative.gateway.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.canary.CanaryHunt.Finding;
import com.ainative.gateway.config.AuthConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hunt finds what it is for, and nothing else. */
class CanaryHuntTest {

    private static final String BITS_256 = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);

    private final Path folder;

    CanaryHuntTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private List<String> found(String text) throws IOException {
        Files.writeString(folder.resolve("a.txt"), "one\n<two name=\"" + text + "\"/>\nthree\n");
        return CanaryHunt.in(folder).stream().map(Finding::canary).toList();
    }

    private static String token() {
        AuthConfig auth = new AuthConfig("ainative", "ainative-gateway", Duration.ofMinutes(10));
        return new TokenIssuer(auth, SigningKeys.throwAway(), InstantSource.system()).issue("ann", "pro",
                List.of("operator"), Duration.ofMinutes(10));
    }

    @Test
    @DisplayName("GIVEN files in folders WHEN one line of one has a secret THEN the file and the line are told, and not the secret")
    void in_place() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("deep/er"));
        Path file = Files.writeString(deep.resolve("log"), "one\ntwo\n3 " + Canaries.PASSWORD + " 3\n");
        Files.write(deep.resolve("bytes"), new byte[]{(byte) 0xff, 0, '\n', (byte) 0xc0});

        List<Finding> found = CanaryHunt.in(folder);

        assertThat(found).containsExactly(new Finding(file, 3, "a password"));
        assertThat(found.toString()).isEqualTo("[" + file + ":3: a password]");
    }

    @Test
    @DisplayName("GIVEN each kind of secret WHEN it stands in a file THEN it is found")
    void in_kinds() throws IOException, JOSEException {
        String hash = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + BITS_256;
        String key = new ECKeyGenerator(Curve.P_256).generate().toJSONString();

        assertThat(found("Bearer " + Canaries.PROVIDER_KEY + ",")).containsExactly("a provider's key");
        assertThat(found(hash)).containsExactly("a hash of a password");
        assertThat(found("$2b$12$" + BITS_256 + "0123456789")).containsExactly("a hash of a password");
        assertThat(found("[ain_" + BITS_256 + "]")).containsExactly("an API key");
        assertThat(found("air_ses-" + "0a".repeat(16) + "." + BITS_256)).containsExactly("a refresh token");
        assertThat(found(token())).containsExactly("a signed token");
        assertThat(found("authorization: bearer " + token())).containsExactly("a signed token", "a token as a header");
        assertThat(found("Bearer " + token().substring(0, 40))).containsExactly("a token as a header");
        assertThat(found(key)).containsExactly("the private half of a key");
        assertThat(found(key.replace("\"", "&quot;"))).containsExactly("the private half of a key");
        assertThat(found(key.replace("\"", "\\\""))).containsExactly("the private half of a key");
        assertThat(found(new RSAKeyGenerator(2048).generate().toJSONString()))
                .containsExactly("the private half of a key");
        assertThat(found("-----BEGIN EC PRIVATE KEY-----")).containsExactly("the private half of a key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ain_", "ain_key", "air_tight", "the prefix ain_ and 43 characters", "$argon2id$",
        "Bearer ...", "Bearer token", "eyJhbGciOiJub25lIn0.e30.", "{\"d\":\"x\"}", "{\"kid\":\"canary\"}", "canary",
        "-----BEGIN PUBLIC KEY-----", "***"})
    @DisplayName("GIVEN words about secrets WHEN they stand in a file THEN they are none")
    void in_words(String text) throws IOException {
        assertThat(found(text)).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a folder that is not there WHEN looked through THEN nothing is found in it")
    void in_nowhere() throws IOException {
        assertThat(CanaryHunt.in(folder.resolve("nowhere"))).isEmpty();
    }
}
