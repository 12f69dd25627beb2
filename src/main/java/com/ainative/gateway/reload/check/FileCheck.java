package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.reload.GenerationParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code file:} stays below the one folder that is for routes, wherever links and options would lead. */
final class FileCheck {

    /** What else names files; Camel keeps none of these in the folder by itself. */
    private static final List<String> NAMES = List.of("move", "moveFailed", "preMove", "moveExisting", "doneFileName",
            "tempFileName", "tempPrefix", "fileName", "localWorkDirectory");
    /** What a request says must not decide these; {@code fileName} alone Camel itself keeps inside. */
    private static final Pattern OF_THE_FILE = Pattern
            .compile("\\$(?:simple)?\\{(?:file:[a-z.]+|date:[a-z]+:[A-Za-z0-9._-]+)}");
    /** Where nothing is fetched, the file's own name is what a header says, and only its last part stays in the folder. */
    private static final Pattern LAST_PART = Pattern.compile("\\$(?:simple)?\\{file:onlyname(?:\\.noext)?}");
    private static final Pattern PLAIN = Pattern
            .compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*"
                    + "|\\.[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private final Path root;

    FileCheck(Path root) {
        this.root = root;
    }

    /** Why that endpoint is not, or might not be, inside; or nothing. */
    @Nullable
    String fault(Uri uri) {
        if (SimpleCheck.isIn(uri.path())) {
            return "the folder of file: must be written out; only its fileName may have ${...} in it";
        }
        Path folder = path(uri.path());
        if (folder == null || !folder.isAbsolute()) {
            return "file: needs an absolute folder, or file:{{" + GenerationParts.FILES + "}}/NAME, which is below "
                    + root;
        }
        if (!isInside(folder)) {
            return "file: outside of " + root + " is not allowed in routes; write file:{{" + GenerationParts.FILES
                    + "}}/NAME";
        }
        String jail = uri.options().get("jailStartingDirectory");
        if (jail != null && !jail.strip().equalsIgnoreCase("true")) {
            return "jailStartingDirectory must stay true: names of files could lead out of their folder";
        }
        for (String option : NAMES) {
            String value = uri.options().get(option);
            if (value != null && leadsOut(folder, option, value)) {
                return option + "=" + Names.quote(value)
                        + " could lead out of the folder; name a file or folder in it, "
                        + "put together of ${file:...} and ${date:...} only";
            }
        }
        return null;
    }

    private boolean leadsOut(Path folder, String option, String value) {
        String literal = (option.startsWith("temp") ? LAST_PART : OF_THE_FILE).matcher(value).replaceAll("x");
        if (option.equals("fileName") && SimpleCheck.isIn(literal)) {
            return literal.contains("..");
        }
        return literal.contains("..") || !PLAIN.matcher(literal).matches() || !isInside(folder.resolve(literal));
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException unusable) {
            return null;
        }
    }

    /** Also where links lead, as far as they exist already. */
    private boolean isInside(Path path) {
        if (path.toString().contains("..") || !path.normalize().startsWith(root)) {
            return false;
        }
        try {
            Path existing = root;
            for (Path step : root.relativize(path.normalize())) {
                if (!Files.exists(existing.resolve(step), LinkOption.NOFOLLOW_LINKS)) {
                    break;
                }
                existing = existing.resolve(step);
            }
            return !Files.exists(root) || existing.toRealPath().startsWith(root.toRealPath());
        } catch (IOException dangling) {
            return false;
        }
    }
}
