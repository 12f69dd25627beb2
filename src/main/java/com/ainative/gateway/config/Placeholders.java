package com.ainative.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values of the environment and of files where a text says {@code ${NAME}}, {@code ${NAME:default}} or
 * {@code ${file:PATH}}. What was put in is not looked through again, so a value cannot ask for another.
 */
final class Placeholders {

    private static final String OPEN = "${";
    private static final String FILE = "file:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int LARGEST_FILE = 64 * 1024;

    private final Function<String, @Nullable String> environment;
    private final Path folder;
    private final MessageDigest given = Digests.sha256();
    private final Set<Path> files = new LinkedHashSet<>();

    Placeholders(Function<String, @Nullable String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    static boolean in(String text) {
        return text.contains(OPEN);
    }

    /** The text with every placeholder replaced; the exception's message is complete and never holds a value. */
    String resolve(String text) {
        StringBuilder resolved = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw WrongValueException.hidden("a placeholder opens with ${ and is not closed with }");
            }
            String value = valueOf(text.substring(open + OPEN.length(), close));
            given.update((value.length() + ":" + value).getBytes(StandardCharsets.UTF_8));
            resolved.append(text, from, open).append(value);
            from = close + 1;
        }
        return resolved.append(text, from, text.length()).toString();
    }

    /** A fingerprint of every value so far: with the file's own bytes, all that the configuration depends on. */
    String given() {
        return HexFormat.of().formatHex(given.digest());
    }

    /** The files whose contents were put in. */
    Set<Path> files() {
        return files;
    }

    private String valueOf(String inside) {
        if (inside.contains(OPEN)) {
            throw WrongValueException.hidden("a placeholder stands inside another; they do not nest");
        }
        return inside.startsWith(FILE) ? contentOf(inside.substring(FILE.length())) : variable(inside);
    }

    /** A variable that is set to nothing takes its default too: that is how compose files pass on an unset one. */
    private String variable(String inside) {
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            // Not quoted: whoever wrote the key itself between the braces should not find it in a log.
            throw WrongValueException
                    .hidden("a placeholder is not of the form ${NAME}, ${NAME:default} or ${file:PATH}");
        }
        String value = environment.apply(name);
        if (colon >= 0) {
            return value == null || value.isEmpty() ? inside.substring(colon + 1) : value;
        }
        if (value == null) {
            throw WrongValueException.hidden("environment variable " + name + " is not set; set it, or write ${" + name
                    + ":default}");
        }
        return value;
    }

    private String contentOf(String path) {
        try (InputStream in = Files.newInputStream(folder.resolve(path))) {
            files.add(folder.resolve(path));
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw WrongValueException.hidden("file " + Names.quote(path) + " is larger than 64KiB");
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException binary) {
            throw WrongValueException.hidden("file " + Names.quote(path) + " is not UTF-8 text");
        } catch (IOException | InvalidPathException unreadable) {
            throw WrongValueException.hidden("file " + Names.quote(path)
                    + " cannot be read; paths are relative to the folder of gateway.yaml");
        }
    }
}
