package com.ainative.gateway.route;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.http.RawConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS from PEM files, and both versions of HTTP over it and in clear text. */
class FrontDoorTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final FakeProvider PROVIDER = FakeProvider.start();
    private static final List<GatewayHarness> OPENED = new ArrayList<>();
    private static GatewayHarness encrypted;
    private static GatewayHarness plain;
    private static SSLContext trusting;
    private static String pemFiles;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        PROVIDER.always(OpenAiSamples.says("Hello there friend"));
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        assumeThat(keytool).isExecutable();
        Path store = folder.resolve("gateway.p12");
        int exit = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "gateway", "-keyalg", "EC",
                "-groupname",
                "secp256r1", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-storetype",
                "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD))
                .redirectErrorStream(true).redirectOutput(folder.resolve("keytool.log").toFile()).start().waitFor();
        assertThat(exit).as(Files.readString(folder.resolve("keytool.log"))).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Certificate certificate = keys.getCertificate("gateway");
        Path certificateFile = pem(folder.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded());
        Path keyFile = pem(folder.resolve("key.pem"), "PRIVATE KEY", keys.getKey("gateway", PASSWORD).getEncoded());
        trusting = trusting(certificate);
        pemFiles = ", tls: {certificate: \"" + certificateFile + "\", key: \"" + keyFile + "\"}";
        encrypted = gateway(pemFiles);
        OPENED.add(encrypted);
        plain = gateway("");
        OPENED.add(plain);
    }

    private static Path pem(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static SSLContext trusting(Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", certificate);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static GatewayHarness gateway(String more) {
        return GatewayHarness.start("listen: {http: \"127.0.0.1:0\", max-body: 64KiB" + more
                + "}\nproviders: {one: " + GatewayHarness.openAi(PROVIDER)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n");
    }

    @AfterAll
    static void stop() {
        OPENED.forEach(GatewayHarness::close);
        PROVIDER.close();
    }

    private static HttpResponse<String> post(GatewayHarness gateway, HttpClient client, String body)
            throws IOException, InterruptedException {
        return client.send(gateway.request("/v1/chat/completions").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    @DisplayName("GIVEN a certificate and key in PEM files WHEN a client speaks either HTTP THEN ALPN chooses it, and it is served")
    void tls_bothVersions(HttpClient.Version version) throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(version).sslContext(trusting).build()) {
            HttpResponse<String> whole = post(encrypted, client, chat());
            HttpResponse<String> stream = post(encrypted, client, chat("\"stream\":true"));

            assertThat(encrypted.url().getScheme()).isEqualTo("https");
            assertThat(whole.version()).isEqualTo(version);
            assertThat(whole.body()).isEqualTo(OpenAiSamples.answer("Hello there friend"));
            assertThat(stream.body()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    @DisplayName("GIVEN TLS WHEN a client speaks clear text, or does not trust the certificate, THEN it is not served")
    void tls_refused() throws Exception {
        try (RawConnection client = RawConnection.to(encrypted.url())) {
            client.send("GET /health HTTP/1.1\r\nhost: gateway\r\n\r\n");
            assertThat(client.bytesUntilClosed()).isLessThan(20);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> post(encrypted, client, chat())).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    @DisplayName("GIVEN TLS WHEN a client begins no handshake THEN it is closed")
    void tls_handshakeStalled() throws IOException {
        try (GatewayHarness impatient = gateway(pemFiles + ", header-timeout: 300ms");
                RawConnection client = RawConnection.to(impatient.url())) {
            client.awaitClosed();
        }
    }

    @Test
    @DisplayName("GIVEN HTTP/2 WHEN requests are refused THEN each stream is answered in OpenAI's shape and the connection lives on")
    void http2_refusals() throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(trusting)
                .build()) {
            assertThat(post(encrypted, client, chat("\"a\":\"" + "a".repeat(70_000) + "\"")).statusCode())
                    .isEqualTo(413);
            HttpResponse<String> unknown = client.send(encrypted.request("/v2/models").build(),
                    BodyHandlers.ofString());
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("supported: v1");
            assertThat(unknown.headers().firstValue("x-request-id")).isPresent();
            HttpResponse<String> packed = client.send(encrypted.request("/v1/chat/completions")
                    .header("content-encoding", "gzip").POST(BodyPublishers.ofString(chat())).build(),
                    BodyHandlers.ofString());
            assertThat(packed.statusCode()).isEqualTo(415);
            assertThat(post(encrypted, client, chat()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("GIVEN clear text WHEN a client asks for HTTP/2 by upgrade THEN it is served, by HTTP/1.1")
    void http2_upgradeIgnored() throws Exception {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> answer = post(plain, client, chat());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }
}
