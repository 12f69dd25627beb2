package com.ainative.gateway.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user this process runs as. */
final class ProcessUser {

    /** Numeric, for a container's user often has no name. */
    static final int ID = id();

    private ProcessUser() {
    }

    /** Whoever owns this process; where nobody can be asked, a file that it has just made. */
    private static int id() {
        Path self = Path.of("/proc/self");
        try {
            if (Files.exists(self)) {
                return (Integer) Files.getAttribute(self, "unix:uid");
            }
            Path mine = Files.createTempFile("ainative", ".owner");
            try {
                return (Integer) Files.getAttribute(mine, "unix:uid");
            } finally {
                Files.delete(mine);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot find out which user this is: no file can be made in "
                    + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(), e);
        }
    }
}
