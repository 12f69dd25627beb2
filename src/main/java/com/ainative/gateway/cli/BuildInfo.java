package com.ainative.gateway.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What was built. Both read {@code unknown} where nobody wrote them down: classes outside a jar, or a source tree that is
 * no git clone.
 */
record BuildInfo(String version, String commit) {

    private static final String UNKNOWN = "unknown";

    /** Of what is running. */
    static BuildInfo ofThis() {
        try {
            return of(Path.of(BuildInfo.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (URISyntaxException e) {
            return new BuildInfo(UNKNOWN, UNKNOWN);
        }
    }

    /** Reads the manifest of a jar; a folder of classes has none. */
    static BuildInfo of(Path classes) {
        if (!Files.isRegularFile(classes)) {
            return new BuildInfo(UNKNOWN, UNKNOWN);
        }
        try (JarFile jar = new JarFile(classes.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes written = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return new BuildInfo(known(written.getValue("Implementation-Version")),
                    known(written.getValue("Implementation-Commit")));
        } catch (IOException e) {
            return new BuildInfo(UNKNOWN, UNKNOWN);
        }
    }

    /** Maven leaves the placeholder as it is when it could not find the commit. */
    private static String known(@Nullable String value) {
        return value == null || value.isBlank() || value.startsWith("${") ? UNKNOWN : value;
    }
}
