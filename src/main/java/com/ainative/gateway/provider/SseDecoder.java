package com.ainative.gateway.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a byte stream into server-sent events as the WHATWG standard says: lines end in LF, CR or CRLF, {@code data}
 * lines of one event are joined by LF, a byte order mark at the start is skipped. Pieces may be cut anywhere. Not
 * thread-safe.
 */
public final class SseDecoder {

    /** Receives what was decoded. */
    public interface Events {

        /** @param name the {@code event} field, empty if there was none */
        void event(String name, byte[] data);

        /** A comment line, which providers send to keep the connection. */
        void comment();
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Events events;
    private final long cap;
    private byte[] line = new byte[512];
    private int length;
    private boolean firstLine = true;
    private boolean afterCr;
    private String name = "";
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(512);
    private boolean hasData;

    /** @param cap bytes of the largest event */
    public SseDecoder(Events events, long cap) {
        this.events = events;
        this.cap = cap;
    }

    /** @throws BrokenAnswerException when one event is larger than the cap */
    public void feed(byte[] bytes) {
        int start = 0;
        if (afterCr && bytes.length > 0) {
            afterCr = false;
            start = bytes[0] == '\n' ? 1 : 0;
        }
        for (int i = start; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                continue;
            }
            append(bytes, start, i);
            endLine();
            if (b == '\r') {
                if (i + 1 == bytes.length) {
                    afterCr = true;
                } else if (bytes[i + 1] == '\n') {
                    i++;
                }
            }
            start = i + 1;
        }
        append(bytes, start, bytes.length);
    }

    /** The stream ended: an event whose closing blank line is missing still counts. */
    public void end() {
        if (length > 0) {
            endLine();
        }
        dispatch();
    }

    private void append(byte[] bytes, int from, int to) {
        int more = to - from;
        if (more <= 0) {
            return;
        }
        if (length + (long) data.size() + more > cap) {
            throw new BrokenAnswerException("an event of its stream is larger than " + cap + " bytes");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(bytes, from, line, length, more);
        length += more;
    }

    private void endLine() {
        int start = firstLine && startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        int end = length;
        length = 0;
        if (start == end) {
            dispatch();
        } else if (line[start] == ':') {
            events.comment();
        } else {
            field(start, end);
        }
    }

    private boolean startsWith(byte[] prefix) {
        return length >= prefix.length && Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
    }

    private void field(int start, int end) {
        int colon = start;
        while (colon < end && line[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, end);
        if (value < end && line[value] == ' ') {
            value++;
        }
        if (is("data", start, colon)) {
            if (hasData) {
                data.write('\n');
            }
            data.write(line, value, end - value);
            hasData = true;
        } else if (is("event", start, colon)) {
            name = new String(line, value, end - value, StandardCharsets.UTF_8);
        }
    }

    private boolean is(String field, int start, int end) {
        if (end - start != field.length()) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (line[start + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void dispatch() {
        String dispatched = name;
        name = "";
        if (hasData) {
            byte[] whole = data.toByteArray();
            data.reset();
            hasData = false;
            events.event(dispatched, whole);
        }
    }
}
