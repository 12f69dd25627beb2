package com.ainative.gateway.reload.jar;

import com.ainative.gateway.config.DataSize;
import com.ainative.gateway.config.SourceFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The files in a jar, unpacked into memory as far as is reasonable: what is looked at is what runs, whatever becomes of it on disk. */
final class JarContent {

    static final int MOST_ENTRIES = 10_000;
    /** Bytes of one jar, unpacked. */
    static final int LARGEST = 64 * 1024 * 1024;

    private static final int END_RECORD = 0x06054b50;
    private static final int END_RECORD_BYTES = 22;
    private static final int COUNT_IN_END_RECORD = 10;
    /** Stands for more than an end record can count. */
    private static final int UNCOUNTED = 0xFFFF;

    private JarContent() {
    }

    /**
     * By name, in its order; without folders, and without what is meant for other versions of Java.
     *
     * @throws IOException with a message that says what is wrong with it
     */
    static Map<String, byte[]> of(SourceFile jar) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        int entries = 0;
        int left = LARGEST;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar.bytes()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new ZipException("it holds more than " + MOST_ENTRIES + " files");
                }
                byte[] bytes = in.readNBytes(left + 1);
                left -= bytes.length;
                if (left < 0) {
                    throw new ZipException("unpacked it is larger than " + new DataSize(LARGEST));
                }
                String name = entry.getName();
                boolean kept = !entry.isDirectory() && !name.startsWith("META-INF/versions/");
                if (kept && files.put(name, bytes) != null) {
                    throw new ZipException("it holds " + name + " twice");
                }
            }
        } catch (IllegalArgumentException e) { // names that are no text
            throw new ZipException(e.getMessage());
        }
        if (!isComplete(jar.bytes(), entries)) {
            throw new ZipException("it is no whole jar; was it still being copied?");
        }
        return files;
    }

    /** A jar ends with a record that counts its entries; one that was cut off may otherwise pass for a smaller one. */
    private static boolean isComplete(byte[] jar, int entries) {
        ByteBuffer bytes = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = jar.length - END_RECORD_BYTES; at >= 0
                && at >= jar.length - END_RECORD_BYTES - UNCOUNTED; at--) {
            if (bytes.getInt(at) == END_RECORD) {
                int counted = Short.toUnsignedInt(bytes.getShort(at + COUNT_IN_END_RECORD));
                return counted == UNCOUNTED || counted == entries;
            }
        }
        return false;
    }
}
