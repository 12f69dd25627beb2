package com.ainative.gateway.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices that an operator has changed files, and waits until the folder is quiet: what it saw must be the same twice in a
 * row. It compares names, sizes and times, for notifications do not come from network disks and mounted volumes.
 */
final class FolderWatch {

    /** Files lie at most one folder below. */
    private static final int DEPTH = 2;

    private final List<Path> folders;
    private String known;
    private @Nullable String seen;

    /**
     * What stands now is nothing new.
     *
     * @param files that lie elsewhere and matter too
     */
    FolderWatch(List<Path> folders, Collection<Path> files) {
        this.folders = List.copyOf(folders);
        this.known = look(files);
    }

    /**
     * Looks once.
     *
     * @param files that lie elsewhere and matter too
     * @return whether something has changed since this was last true, and is quiet now
     */
    boolean isQuietAfterChange(Collection<Path> files) {
        String now = look(files);
        if (now.equals(known)) {
            seen = null;
            return false;
        }
        if (!now.equals(seen)) {
            seen = now;
            return false;
        }
        known = now;
        seen = null;
        return true;
    }

    private String look(Collection<Path> files) {
        StringBuilder all = new StringBuilder();
        for (Path folder : folders) {
            try (Stream<Path> below = Files.walk(folder.toRealPath(), DEPTH)) {
                below.sorted().forEach(file -> all.append(state(file)));
            } catch (IOException | RuntimeException e) { // a folder that is being replaced is seen whole next time
                all.append(folder).append(" unreadable\n");
            }
        }
        files.stream().sorted().forEach(file -> all.append(state(file)));
        return all.toString();
    }

    private static String state(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.isDirectory()
                    ? file + "/\n"
                    : file + " " + now.size() + " " + now.lastModifiedTime() + " " + now.fileKey() + "\n";
        } catch (IOException e) {
            return file + " gone\n";
        }
    }
}
