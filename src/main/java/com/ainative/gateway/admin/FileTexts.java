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
import org.jspecify.annotations.Nullable;

/** The files of a generation as an operator may read them, by the name they have in a checkout. */
final class FileTexts {

    /** Lines around a difference. */
    private static final int CONTEXT = 3;
    private static final String NOT_SHOWN = "is no YAML, so it is not shown: any of it could be a key;"
            + " `routes validate` says what is wrong\n";

    private FileTexts() {
    }

    static Map<String, String> of(Sources sources) {
        Map<String, String> texts = texts(sources);
        for (SourceFile jar : sources.jars()) {
            texts.put("routes/" + jar.name(), "(" + size(jar) + ")\n");
        }
        return texts;
    }

    private static Map<String, String> texts(Sources sources) {
        Map<String, String> texts = new TreeMap<>();
        texts.put("config/" + sources.config().name(),
                Objects.requireNonNullElse(Masked.config(sources.config()), NOT_SHOWN));
        for (SourceFile file : sources.routes()) {
            texts.put("routes/" + file.name(), Masked.routes(file.text()));
        }
        for (SourceFile file : sources.goldens()) {
            texts.put("routes/" + file.name(), Masked.routes(file.text()));
        }
        return texts;
    }

    /** The files that differ, each with a unified diff; of a jar only that it does. */
    static Map<String, String> differences(Sources from, Sources to) {
        Map<String, String> before = texts(from);
        Map<String, String> after = texts(to);
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        Map<String, String> differing = new TreeMap<>();
        for (String name : names) {
            List<String> was = lines(before.getOrDefault(name, ""));
            List<String> will = lines(after.getOrDefault(name, ""));
            List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(before.containsKey(name) ? name : "/dev/null",
                    after.containsKey(name) ? name : "/dev/null", was, DiffUtils.diff(was, will), CONTEXT);
            if (!diff.isEmpty()) {
                differing.put(name, String.join("\n", diff) + "\n");
            }
        }
        jarDifferences(from, to, differing);
        return differing;
    }

    private static void jarDifferences(Sources from, Sources to, Map<String, String> differing) {
        Map<String, SourceFile> before = jars(from);
        Map<String, SourceFile> after = jars(to);
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            SourceFile was = before.get(name);
            SourceFile will = after.get(name);
            if (was == null || will == null || !Arrays.equals(was.bytes(), will.bytes())) {
                differing.put("routes/" + name, "binary differs: " + size(was) + ", then " + size(will) + "\n");
            }
        }
    }

    private static Map<String, SourceFile> jars(Sources sources) {
        return sources.jars().stream().collect(Collectors.toMap(SourceFile::name, jar -> jar));
    }

    private static String size(@Nullable SourceFile jar) {
        return jar == null ? "none" : jar.bytes().length + " bytes";
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
