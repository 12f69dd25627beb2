package com.ainative.gateway.batch;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The SQL of files. Callers are digests, for their names may be longer than an index takes. */
final class FileTable {

    private static final RowMapper<StoredFile> FILE = (row, context) -> new StoredFile(row.getString("id"),
            row.getString("purpose"), row.getString("name"), row.getLong("bytes"), row.getInt("parts"),
            row.getLong("created_at"));

    private FileTable() {
    }

    /** What one caller has. */
    record Holding(int files, long bytes) {
    }

    static Holding holding(Handle handle, UUID caller) {
        return handle.createQuery("select count(*) as n, coalesce(sum(bytes), 0) as total from file"
                + " where caller = :caller").bind("caller", caller)
                .map((row, context) -> new Holding(row.getInt("n"), row.getLong("total"))).one();
    }

    /** Begins one that nobody sees until it is {@link #whole}. */
    static void insert(Handle handle, StoredFile file, UUID caller) {
        handle.execute("insert into file (id, caller, purpose, name, bytes, parts, whole, created_at)"
                + " values (?, ?, ?, ?, ?, ?, false, ?)", file.id(), caller, file.purpose(), file.name(),
                file.bytes(), file.parts(), file.createdAt());
    }

    static void insertPart(Handle handle, String file, int number, byte[] data) {
        handle.execute("insert into file_part (file, n, data) values (?, ?, ?)", file, number, data);
    }

    /** Parts behind those that are there. */
    static void append(Handle handle, String file, List<byte[]> parts) {
        int next = handle.createQuery("select parts from file where id = :file").bind("file", file)
                .mapTo(Integer.class).one();
        long bytes = 0;
        for (byte[] part : parts) {
            insertPart(handle, file, next++, part);
            bytes += part.length;
        }
        handle.execute("update file set parts = ?, bytes = bytes + ? where id = ?", next, bytes, file);
    }

    static boolean whole(Handle handle, @Nullable String file) {
        return handle.execute("update file set whole = true where id = ?", file) == 1;
    }

    static Optional<StoredFile> find(Handle handle, String id, UUID caller) {
        return handle.createQuery("select * from file where id = :id and caller = :caller and whole")
                .bind("id", id).bind("caller", caller).map(FILE).findOne();
    }

    static List<StoredFile> list(Handle handle, UUID caller, @Nullable String purpose, Page page) {
        var query = handle.createQuery("select * from file where caller = :caller and whole"
                + (purpose == null ? "" : " and purpose = :purpose") + page.sql()).bind("caller", caller);
        if (purpose != null) {
            query.bind("purpose", purpose);
        }
        if (page.after() != null) {
            query.bind("after", page.after());
        }
        return query.map(FILE).list();
    }

    static Optional<byte[]> part(Handle handle, String file, int number) {
        return handle.createQuery("select data from file_part where file = :file and n = :n").bind("file", file)
                .bind("n", number).mapTo(byte[].class).findOne();
    }

    static boolean delete(Handle handle, String id) {
        handle.execute("delete from file_part where file = ?", id);
        return handle.execute("delete from file where id = ?", id) == 1;
    }

    /**
     * Files that are to go: those that are too old, and those whose writing stopped half-way; none of a batch under way.
     *
     * @param before made before that time
     * @param halfBefore begun before that time and not whole
     */
    static List<String> stale(Handle handle, long before, long halfBefore, int most) {
        return handle.createQuery("select id from file where (created_at < :before"
                + " or (not whole and created_at < :half)) and not exists (select 1 from batch where ended_at is null"
                + " and (input_file = file.id or output_file = file.id or error_file = file.id)) limit :most")
                .bind("before", before).bind("half", halfBefore).bind("most", most).mapTo(String.class).list();
    }
}
