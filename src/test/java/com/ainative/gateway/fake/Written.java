package com.ainative.gateway.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the gateway and its commands say to those who call them, kept to be looked through when all tests are done. */
public final class Written {

    /** Test logs are kept here, too; see {@code logback-test.xml}. */
    private static final Path FOLDER = Path.of("target", "written");

    private Written() {
    }

    public static void keep(String name, String text) {
        try {
            Files.writeString(folder().resolve(name), text + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a process may write a log of its own. */
    public static Path folder() {
        try {
            return Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
