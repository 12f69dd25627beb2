package com.ainative.gateway.canary;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for {@link Canaries} in all files of a folder, line by line. */
final class CanaryHunt {

    private static final Map<String, Pattern> CANARIES = Canaries.all();

    private CanaryHunt() {
    }

    /**
     * Where one was found, and which; never the text itself, which would bring it into the next report.
     *
     * @param line from 1
     */
    record Finding(Path file, int line, String canary) {

        @Override
        public String toString() {
            return file + ":" + line + ": " + canary;
        }
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<Finding> in(Path folder) throws IOException {
        List<Finding> found = new ArrayList<>();
        for (Path file : files(folder)) {
            hunt(file, found);
        }
        return found;
    }

    private static void hunt(Path file, List<Finding> found) throws IOException {
        // Any bytes at all are text in this character set, and what is looked for is ASCII.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                for (Map.Entry<String, Pattern> canary : CANARIES.entrySet()) {
                    if (canary.getValue().matcher(line).find()) {
                        found.add(new Finding(file, number, canary.getKey()));
                    }
                }
                number++;
            }
        }
    }
}
