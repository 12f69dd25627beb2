package com.ainative.gateway.reload;

import com.ainative.gateway.config.Digests;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.SourceFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything an operator wrote that a generation is made from, each file read once.
 *
 * @param config {@code gateway.yaml}
 * @param routes {@code *.camel.yaml}, by name
 * @param goldens {@code tests/*.yaml}, by name
 * @param jars {@code lib/*.jar}, by name; empty unless they are allowed
 * @param notices what an operator should know of the files all the same, one line each
 */
public record Sources(SourceFile config, List<SourceFile> routes, List<SourceFile> goldens, List<SourceFile> jars,
        List<String> notices) {

    /** Hexadecimal digits; enough to tell an operator's generations apart. */
    private static final int HASH_LENGTH = 10;

    public Sources {
        routes = List.copyOf(routes);
        goldens = List.copyOf(goldens);
        jars = List.copyOf(jars);
        notices = List.copyOf(notices);
    }

    /** Files with nothing to notice about them. */
    public Sources(SourceFile config, List<SourceFile> routes, List<SourceFile> goldens, List<SourceFile> jars) {
        this(config, routes, goldens, jars, List.of());
    }

    /** Those that take part under this configuration. */
    public List<SourceFile> jars(GatewayConfig under) {
        return under.reload().routeJars() ? jars : List.of();
    }

    /** The same configuration and jars with other routes and goldens. */
    public Sources with(List<SourceFile> files) {
        List<SourceFile> tests = files.stream().filter(file -> file.name().startsWith(SourceReader.TESTS + "/"))
                .toList();
        return new Sources(config, files.stream().filter(file -> !tests.contains(file)).toList(), tests, jars,
                notices);
    }

    /** Every file, in an order that depends on the names alone. */
    public Stream<SourceFile> files() {
        return Stream.of(Stream.of(config), routes.stream(), goldens.stream(), jars.stream()).flatMap(all -> all);
    }

    /** The name of this content: SHA-256 over names and bytes, shortened. */
    public String hash() {
        MessageDigest digest = Digests.sha256();
        files().forEach(file -> {
            byte[] name = file.name().getBytes(StandardCharsets.UTF_8);
            // Lengths first: no two sets of files can run together to the same bytes.
            digest.update(ByteBuffer.allocate(8).putInt(name.length).putInt(file.bytes().length).flip());
            digest.update(name);
            digest.update(file.bytes());
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
    }
}
