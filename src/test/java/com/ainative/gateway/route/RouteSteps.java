package com.ainative.gateway.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Finds every step of the shipped routes, and writes the routes out without one of them. */
final class RouteSteps {

    /** One entry of one list of steps: in which file, and the how-manieth in it from the top. */
    record Step(Path file, int position, String text) {

        @Override
        public String toString() {
            return file.getFileName() + " step " + position + ": " + text;
        }
    }

    private RouteSteps() {
    }

    static List<Path> files(Path routes) {
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Step> of(Path routes) {
        List<Step> steps = new ArrayList<>();
        for (Path file : files(routes)) {
            List<String> texts = new ArrayList<>();
            walk(read(file), -1, texts);
            for (int i = 0; i < texts.size(); i++) {
                steps.add(new Step(file, i, texts.get(i)));
            }
        }
        return steps;
    }

    static void writeWithout(Step step, Path folder) {
        try {
            for (Path file : files(Objects.requireNonNull(step.file().getParent()))) {
                Path copy = folder.resolve(file.getFileName());
                if (file.equals(step.file())) {
                    Object tree = read(file);
                    walk(tree, step.position(), new ArrayList<>());
                    Files.writeString(copy, new Dump(DumpSettings.builder().build()).dumpToString(tree));
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object read(Path file) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects every entry below a {@code steps} key in order of reading, and takes the one at {@code removed} out. */
    @SuppressWarnings("unchecked")
    private static void walk(Object node, int removed, List<String> found) {
        if (node instanceof List<?> list) {
            list.forEach(entry -> walk(entry, removed, found));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("steps")) {
                    List<Object> steps = (List<Object>) value;
                    for (int i = 0; i < steps.size(); i++) {
                        Object step = steps.get(i);
                        boolean remove = found.size() == removed;
                        found.add(step.toString());
                        walk(step, removed, found);
                        if (remove) {
                            steps.remove(i--);
                        }
                    }
                } else {
                    walk(value, removed, found);
                }
            });
        }
    }
}
