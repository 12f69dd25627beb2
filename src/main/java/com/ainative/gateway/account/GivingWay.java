package com.ainative.gateway.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a thread give way to all others of the process. Java's own priorities mean nothing on Linux; the system's can be
 * changed for one thread, which is told by the number the kernel knows it by. Where that does not work the thread is like
 * any other.
 */
final class GivingWay {

    private static final Logger LOG = LoggerFactory.getLogger(GivingWay.class);
    /** Of 0 to 19. A thread that gives way this far has a tenth of a processor where others want all of it. */
    private static final String NICENESS = "10";
    private static final Path SELF = Path.of("/proc/thread-self");

    private GivingWay() {
    }

    /** For the thread that calls it, which must be a thread of the system's. */
    static void begin() {
        if (!Files.exists(SELF)) {
            return;
        }
        try {
            String number = Files.readSymbolicLink(SELF).getFileName().toString();
            Process renice = new ProcessBuilder("renice", "-n", NICENESS, "-p", number)
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (!renice.waitFor(1, TimeUnit.SECONDS)) {
                renice.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.debug("passwords are checked at the same priority as all else: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
