package com.ainative.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file as it was read, once: everything that is later said about it is said about these bytes.
 *
 * @param name within its folder, with {@code /} between folders, such as {@code chat.camel.yaml}
 * @param shown how an operator would find it; for messages
 * @param bytes its content; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, and nobody compares files by record equality
public record SourceFile(String name, String shown, byte[] bytes) {

    /**
     * Reads a file to its end.
     *
     * @param largest bytes
     * @throws ProblemsException when there is no such file, it cannot be read, or it is larger
     */
    public static SourceFile read(Path folder, String name, int largest) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw refused(file, Files.exists(file) ? "is not a file" : "does not exist");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw refused(file, "is larger than " + new DataSize(largest));
            }
            return new SourceFile(name, file.toString(), bytes);
        } catch (IOException unreadable) {
            throw refused(file, "cannot be read: " + unreadable.getMessage());
        }
    }

    private static ProblemsException refused(Path file, String message) {
        return new ProblemsException(List.of(Problem.ofFile(file.toString(), message)));
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
