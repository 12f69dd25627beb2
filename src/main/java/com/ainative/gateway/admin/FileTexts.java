package com.ainative.gateway.admin;

import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.Sources;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a generation as an operator may read them, by the name they have in a checkout. */
final class FileTexts {

    /** Lines around a difference. */
    private static final int CONTEXT = 3;
    private static final String CONFIG = "config/";
    private static final String NOT_SHOWN = "is no YAML, so it is not shown: any of it could be a key;"
            + " `routes validate` says what is wrong\n";
    private static final String UNSEEN = "differs only in what is masked, or in line ends\n";

    private FileTexts() {
    }

    static Map<String, String> of(Sources sources) {
        Map<String, String> texts = new TreeMap<>();
        files(sources).forEach((name, file) -> texts.put(name, shown(name, file)));
        return texts;
    }

    /** The files that differ, each with a unified diff; of a jar only that it does. */
    static Map<String, String> differences(Sources from, Sources to) {
        Map<String, SourceFile> before = files(from);
        Map<String, SourceFile> after = files(to);
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        Map<String, String> differing = new TreeMap<>();
        for (String name : names) {
            SourceFile was = before.get(name);
            SourceFile will = after.get(name);
            // What is shown may be the same where the bytes are not.
            if (was == null || will == null || !Arrays.equals(was.bytes(), will.bytes())) {
                differing.put(name, isJar(name)
                        ? "binary differs: " + size(was) + ", then " + size(will) + "\n"
                        : difference(name, was == null ? null : shown(name, was),
                                will == null ? null : shown(name, will)));
            }
        }
        return differing;
    }

    private static Map<String, SourceFile> files(Sources sources) {
        Map<String, SourceFile> files = new TreeMap<>();
        files.put(CONFIG + sources.config().name(), sources.config());
        Stream.of(sources.routes(), sources.goldens(), sources.jars()).flatMap(List::stream)
                .forEach(file -> files.put("routes/" + file.name(), file));
        return files;
    }

    private static String shown(String name, SourceFile file) {
        if (isJar(name)) {
            return "(" + size(file) + ")\n";
        }
        return name.startsWith(CONFIG)
                ? Objects.requireNonNullElse(Masked.config(file), NOT_SHOWN)
                : Masked.routes(file.text());
    }

    private static String difference(String name, @Nullable String was, @Nullable String will) {
        if (NOT_SHOWN.equals(was) || NOT_SHOWN.equals(will)) {
            return NOT_SHOWN;
        }
        String from = was == null ? "/dev/null" : name;
        String to = will == null ? "/dev/null" : name;
        List<String> before = lines(was);
        List<String> after = lines(will);
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(from, to, before, DiffUtils.diff(before, after),
                CONTEXT);
        if (diff.isEmpty()) {
            return was == null || will == null ? "--- " + from + "\n+++ " + to + "\n" : UNSEEN;
        }
        return diff.stream().map(line -> asGitWritesIt(line, before.isEmpty(), after.isEmpty()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** A side without lines begins at line 0; the other lines of a diff never begin with {@code @@}. */
    private static String asGitWritesIt(String line, boolean nothingBefore, boolean nothingAfter) {
        if (!line.startsWith("@@ ")) {
            return line;
        }
        String hunk = nothingBefore ? line.replaceFirst("-1,0 ", "-0,0 ") : line;
        return nothingAfter ? hunk.replaceFirst("\\+1,0 ", "+0,0 ") : hunk;
    }

    private static boolean isJar(String name) {
        return name.endsWith(".jar");
    }

    private static String size(@Nullable SourceFile jar) {
        return jar == null ? "none" : jar.bytes().length + " bytes";
    }

    private static List<String> lines(@Nullable String text) {
        return text == null ? List.of() : text.lines().toList();
    }
}
