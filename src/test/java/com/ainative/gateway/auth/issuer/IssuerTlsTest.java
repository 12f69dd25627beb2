package com.ainative.gateway.auth.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.ainative.gateway.config.IssuerConfig.Source;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.IssuerKey;
import com.ainative.gateway.fake.ScriptedNames;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether an issuer is who its address says, by its certificate. */
@Timeout(60)
class IssuerTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;

    IssuerTlsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Of the name {@code tls.issuers.test}. */
    private KeyStore certificate() throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        assumeThat(keytool).isExecutable();
        Path store = folder.resolve("issuer.p12");
        Path log = folder.resolve("keytool.log");
        int exit = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "issuer", "-keyalg", "EC",
                "-groupname", "secp256r1", "-dname", "CN=tls.issuers.test", "-ext", "SAN=dns:tls.issuers.test",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        assertThat(exit).as(Files.readString(log)).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private Path pem(KeyStore keys) throws Exception {
        return Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(keys.getCertificate("issuer").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    }

    private static SSLContext proving(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    @DisplayName("GIVEN an issuer with TLS WHEN its certificate is of its name and trusted THEN its keys come, and else nothing is asked")
    void keys_tls() throws Exception {
        KeyStore certificate = certificate();
        Path ca = pem(certificate);
        String keys = "{\"keys\":[" + IssuerKey.make("k", "ES256").jwk() + "]}";
        for (String name : List.of("tls.issuers.test", "other.issuers.test")) {
            ScriptedNames.script(name, List.of(new byte[]{127, 0, 0, 1}));
        }
        Vertx vertx = Vertx.vertx();
        try (FakeProvider issuer = FakeProvider.start(proving(certificate)).always(wire -> wire.json(200, keys))) {
            IssuerHttp http = new IssuerHttp(vertx);

            assertThat(fetch(http, "tls.issuers.test", issuer.port(), ca).keys(true).size()).isEqualTo(1);
            assertThatThrownBy(() -> fetch(http, "other.issuers.test", issuer.port(), ca).keys(true))
                    .isInstanceOf(FetchFailedException.class).hasMessageStartingWith("cannot be reached");
            assertThatThrownBy(() -> fetch(http, "tls.issuers.test", issuer.port(), null).keys(true))
                    .isInstanceOf(FetchFailedException.class).hasMessageStartingWith("cannot be reached");
            assertThat(issuer.received()).hasSize(1);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static KeyFetch fetch(IssuerHttp http, String name, int port, @Nullable Path ca) {
        return new KeyFetch(new Source("https://" + name, URI.create("https://" + name + ":" + port + "/keys"), false,
                true, ca), http);
    }
}
