package com.ainative.gateway.batch;

/**
 * What is known of a file.
 *
 * @param purpose {@code batch} or {@code batch_output}
 * @param name as its uploader called it; never a path
 * @param parts in which its bytes are kept
 * @param createdAt milliseconds since 1970
 */
record StoredFile(String id, String purpose, String name, long bytes, int parts, long createdAt) {

    static final String OUTPUT = "batch_output";
}
