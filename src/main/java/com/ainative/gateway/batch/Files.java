package com.ainative.gateway.batch;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.job.JobIds;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.store.Store;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files of callers, each for its own eyes. They are kept in parts, so that none is ever read whole but by a batch. Safe
 * for use from any thread, and blocks.
 */
final class Files {

    /** Bytes. A reader takes one at a time, and must take it within the time a connection may stand still. */
    static final int LARGEST_PART = 256 * 1024;
    /** Of one caller, with what batches wrote for it. */
    static final int MOST_FILES = 1_000;
    static final long MOST_BYTES = 1L << 30;

    private static final Duration HALF_WRITTEN = Duration.ofHours(1);
    private static final int STALE_AT_ONCE = 100;

    private final Store store;
    private final Duration keep;
    private final InstantSource clock;
    private final JobIds ids = new JobIds("file-");

    /** @param keep how long after its making a file is deleted */
    Files(Store store, Duration keep, InstantSource clock) {
        this.store = store;
        this.keep = keep;
        this.clock = clock;
    }

    Duration keep() {
        return keep;
    }

    static UUID fingerprint(Caller caller) {
        return JobIds.fingerprint(caller.subject());
    }

    /**
     * Keeps a file; when this returns it is on disk.
     *
     * @throws com.ainative.gateway.error.GatewayException 400 when it is empty or its caller has too many
     */
    StoredFile keep(Caller caller, Upload upload) {
        if (upload.bytes().length == 0) {
            throw ErrorCode.INVALID_REQUEST.at("file", "The file is empty.").toException();
        }
        List<byte[]> parts = parts(upload.bytes());
        StoredFile file = fresh(ReadUpload.PURPOSE, upload.name(), upload.bytes().length, parts.size());
        UUID owner = fingerprint(caller);
        return Jobs.inStore(() -> {
            boolean room = store.write(handle -> {
                FileTable.Holding now = FileTable.holding(handle, owner);
                if (now.files() >= MOST_FILES || now.bytes() + file.bytes() > MOST_BYTES) {
                    return false;
                }
                FileTable.insert(handle, file, owner);
                return true;
            });
            if (!room) {
                throw ErrorCode.INVALID_REQUEST.at("file", "You may keep " + MOST_FILES + " files of "
                        + (MOST_BYTES >> 20) + " MiB in all; delete some with DELETE /v1/files/{id}.").toException();
            }
            for (int i = 0; i < parts.size(); i++) {
                int number = i;
                store.write(handle -> {
                    FileTable.insertPart(handle, file.id(), number, parts.get(number));
                    return number;
                });
            }
            store.write(handle -> FileTable.whole(handle, file.id()));
            return file;
        });
    }

    /** One that has a name and is nowhere yet. */
    StoredFile fresh(String purpose, String name, long bytes, int parts) {
        long now = clock.millis();
        return new StoredFile(ids.next(now), purpose, name, bytes, parts, now);
    }

    static List<byte[]> parts(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += LARGEST_PART) {
            parts.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LARGEST_PART)));
        }
        return parts;
    }

    /** The caller's own; another's does not exist for it. */
    Optional<StoredFile> find(String id, Caller caller) {
        return Jobs.inStore(() -> store.read(handle -> FileTable.find(handle, id, fingerprint(caller))));
    }

    List<StoredFile> list(Caller caller, @Nullable String purpose, Page page) {
        return Jobs.inStore(() -> store.read(handle -> FileTable.list(handle, fingerprint(caller), purpose, page)));
    }

    /** @return whether it was there */
    boolean delete(String id, Caller caller) {
        UUID owner = fingerprint(caller);
        return Jobs.inStore(() -> store.write(handle -> FileTable.find(handle, id, owner).isPresent()
                && FileTable.delete(handle, id)));
    }

    /**
     * Empty where it has been deleted meanwhile.
     *
     * @throws com.ainative.gateway.store.StoreAwayException as it is: its reader may have begun to answer
     */
    Optional<byte[]> part(String file, int number) {
        return store.read(handle -> FileTable.part(handle, file, number));
    }

    /** The whole; empty where it is not there, or not any more. */
    Optional<byte[]> whole(String id, UUID owner) {
        Optional<StoredFile> file = store.read(handle -> FileTable.find(handle, id, owner));
        if (file.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) file.get().bytes());
        for (int i = 0; i < file.get().parts(); i++) {
            Optional<byte[]> part = part(id, i);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            bytes.writeBytes(part.get());
        }
        return Optional.of(bytes.toByteArray());
    }

    /** Deletes what has been kept long enough. */
    void sweep() {
        long now = clock.millis();
        List<String> stale = store.read(handle -> FileTable.stale(handle, now - keep.toMillis(),
                now - HALF_WRITTEN.toMillis(), STALE_AT_ONCE));
        stale.forEach(file -> store.write(handle -> FileTable.delete(handle, file)));
    }
}
