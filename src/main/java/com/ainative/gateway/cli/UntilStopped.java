package com.ainative.gateway.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Stays until the process is told to stop, by Ctrl-C or SIGTERM, and lets what runs end in peace first. The JVM then ends
 * with the signal's own code.
 */
final class UntilStopped implements Surroundings.Stay {

    @Override
    public void until(AutoCloseable running) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "stop"));
        new CountDownLatch(1).await();
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) { // whatever it is, the process ends now
            System.err.println("ainative: did not stop cleanly: " + PlainText.oneLine(String.valueOf(e.getMessage())));
        }
    }
}
