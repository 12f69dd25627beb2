package com.ainative.gateway.job;

import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what may have been paid for: it is held until it can be written, or the gateway ends. */
final class Insistence {

    private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);
    private static final long AGAIN_MILLIS = 500;

    private final Store store;

    Insistence(Store store) {
        this.store = store;
    }

    /**
     * Returns when it is on disk.
     *
     * @param change may find itself done already
     * @return what the change said; true, for all one knows, where it was told that it had failed and now finds nothing to do
     * @throws StoreAwayException when the store is closed
     */
    boolean write(String job, Function<Handle, Boolean> change) {
        boolean said = false;
        while (true) {
            try {
                return store.write(change) || said;
            } catch (StoreAwayException e) {
                if (store.isClosed()) {
                    throw e;
                }
                if (!said) {
                    LOG.warn("What came of job {} is held until the store is back: {}", job, e.getMessage());
                    said = true;
                }
                pause(e);
            }
        }
    }

    private static void pause(StoreAwayException why) {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
