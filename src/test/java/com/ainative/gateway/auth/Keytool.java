package com.ainative.gateway.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes keystores as operators do, with the JDK's own tool. */
public final class Keytool {

    public static final String PASSWORD = "canary-password";

    private Keytool() {
    }

    /**
     * Adds a P-256 key with a certificate to a file that its owner alone may read.
     *
     * @param begin of the certificate, such as {@code 2026/01/31}
     */
    public static Path add(Path file, String alias, String begin) throws IOException {
        return add(file, alias, begin, "-keyalg", "EC", "-groupname", "secp256r1");
    }

    /**
     * Adds a key of any kind.
     *
     * @param begin of the certificate, such as {@code 2026/01/31}
     */
    static Path add(Path file, String alias, String begin, String... algorithm) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias,
                "-dname", "CN=gateway", "-startdate", begin + " 00:00:00", "-validity", "3650", "-keystore",
                file.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(Arrays.asList(algorithm));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
