package com.ainative.gateway.auth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;

/** Files nobody but their owner may use, each there as a whole or not at all, whenever the process or the power ends. */
final class OwnerOnly {

    static final FileAttribute<Set<PosixFilePermission>> FILE_MODE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private OwnerOnly() {
    }

    /** @throws IllegalStateException when others may use it */
    static void require(Path file) throws IOException {
        if (!FILE_MODE.value().containsAll(Files.getPosixFilePermissions(file))) {
            throw new IllegalStateException(
                    "others than its owner may use " + file + "; run: chmod 600 " + file);
        }
    }

    static void createFolder(Path folder) throws IOException {
        boolean isNew = !Files.exists(folder);
        Files.createDirectories(folder, FOLDER_MODE);
        if (isNew) {
            giveToOwnerOf(folderOf(folder), folder);
        }
    }

    /** Puts a file there, in the place of one that may be there. */
    static void put(Path file, String text) throws IOException {
        Path fresh = write(file, text);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folderOf(file));
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** @throws java.nio.file.FileAlreadyExistsException when one is there; it stays */
    static void putNew(Path file, String text) throws IOException {
        Path fresh = write(file, text);
        try {
            // A hard link appears whole or not at all, and never over a file another process has just made.
            Files.createLink(file, fresh);
            sync(folderOf(file));
        } finally {
            Files.delete(fresh);
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is no file");
    }

    private static Path write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(folderOf(file), "signing-key", ".new", FILE_MODE);
        // On the disk before it has its name: a power cut leaves no empty key behind.
        Files.writeString(fresh, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        giveToOwnerOf(folderOf(file), fresh);
        return fresh;
    }

    /** What root makes by a command must still be the gateway's, which may not be root's. */
    static void giveToOwnerOf(Path folder, Path made) throws IOException {
        UserPrincipal owner = Files.getOwner(folder);
        if (!owner.equals(Files.getOwner(made))) {
            try {
                Files.setOwner(made, owner);
            } catch (FileSystemException e) {
                return; // root alone can; to others the folder is open for a reason
            }
        }
    }

    /** That names are in it, and no more, is on disk as well. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
