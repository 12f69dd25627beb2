package com.ainative.gateway.admin;

import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.Sources;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a generation as an operator may read them, by the name they have in a checkout. */
final class FileTexts {

    /** Lines around a difference. */
    private static final int CONTEXT = 3;

    private FileTexts() {
    }

    static Map<String, String> of(Sources sources) {
        Map<String, String> texts = new TreeMap<>();
        texts.put("config/" + sources.config().name(), Masked.text(sources.config().text()));
        for (SourceFile file : sources.routes()) {
            texts.put("routes/" + file.name(), Masked.text(file.text()));
        }
        for (SourceFile file : sources.goldens()) {
            texts.put("routes/" + file.name(), file.text());
        }
        for (SourceFile jar : sources.jars()) {
            texts.put("routes/" + jar.name(), "(" + jar.bytes().length + " bytes)\n");
        }
        return texts;
    }

    /** The files that differ, each with a unified diff. */
    static Map<String, String> differences(Sources from, Sources to) {
        Map<String, String> before = of(from);
        Map<String, String> after = of(to);
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
        return differing;
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
