package com.ainative.gateway.batch;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.EndOfDataDecoderException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Step: what is uploaded? Reads a form of the parts {@code file} and {@code purpose}, in memory and strictly; sets the
 * variable {@code upload}.
 */
final class ReadUpload implements Processor {

    static final String PURPOSE = "batch";

    private static final String FILE = "file";
    private static final Set<String> PARTS = Set.of(FILE, "purpose");
    private static final int MOST_PARTS = 16;
    /** Characters, and what the table keeps. */
    private static final int LONGEST_NAME = 255;
    /** Bytes of a part that is no file. */
    private static final int LONGEST_FIELD = 1_024;
    /** A form is held several times while it is read. */
    private final Semaphore room = new Semaphore(2);

    @Override
    public void process(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        String type = request.header("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE
                    .because("The body must be a form: send 'Content-Type: multipart/form-data' with its boundary.")
                    .toException();
        }
        byte[] body = exchange.getMessage().getBody(byte[].class);
        room.acquireUninterruptibly();
        try {
            exchange.setVariable(Upload.VARIABLE, read(type, body == null ? new byte[0] : body));
        } finally {
            room.release();
        }
        exchange.getMessage().setBody(null);
    }

    private static Upload read(String type, byte[] body) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        if (!HttpPostRequestDecoder.isMultipart(head)) {
            throw unreadable();
        }
        ByteBuf bytes = Unpooled.wrappedBuffer(body);
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), head,
                    StandardCharsets.UTF_8, MOST_PARTS, body.length);
            // The end apart: only what comes behind the closing boundary makes the decoder say that it has seen it.
            decoder.offer(new DefaultHttpContent(bytes));
            decoder.offer(LastHttpContent.EMPTY_LAST_CONTENT);
            return upload(parts(decoder));
        } catch (DecoderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unreadable();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
            bytes.release();
        }
    }

    private static GatewayException unreadable() {
        return ErrorCode.INVALID_REQUEST.because("The form cannot be read: it needs a boundary, whole parts with their"
                + " names, at most " + MOST_PARTS + " of them, and its end.").toException();
    }

    /** @throws DecoderException for a form that is cut off */
    private static Map<String, HttpData> parts(HttpPostMultipartRequestDecoder decoder) {
        Map<String, HttpData> parts = new HashMap<>();
        while (isMore(decoder)) {
            InterfaceHttpData part = decoder.next();
            String name = part.getName();
            if (!(part instanceof HttpData data) || !PARTS.contains(name)) {
                throw ErrorCode.UNSUPPORTED_PARAMETER.at(bounded(name),
                        "Unknown part of the form; known: file, purpose.").toException();
            }
            if (parts.put(name, data) != null) {
                throw wrong(name, "The form has two parts '" + name + "'; send one file at a time.");
            }
        }
        return parts;
    }

    /** The decoder says so in its own way when it has seen the end of the form; without that it is cut off. */
    private static boolean isMore(HttpPostMultipartRequestDecoder decoder) {
        try {
            if (decoder.hasNext()) {
                return true;
            }
        } catch (EndOfDataDecoderException e) {
            return false;
        }
        throw new DecoderException("cut off");
    }

    private static Upload upload(Map<String, HttpData> parts) throws IOException {
        HttpData purpose = parts.get("purpose");
        if (purpose == null) {
            throw wrong("purpose", "Missing required parameter: 'purpose'.");
        }
        if (purpose.length() > LONGEST_FIELD || !purpose.getString(StandardCharsets.UTF_8).equals(PURPOSE)) {
            throw wrong("purpose", "Invalid value for 'purpose': only 'batch' is served here.");
        }
        HttpData file = parts.get(FILE);
        if (file == null) {
            throw wrong(FILE, "Missing required parameter: 'file'.");
        }
        return new Upload(name(file instanceof FileUpload upload ? upload.getFilename() : null), file.get());
    }

    private static String name(@Nullable String told) {
        if (told == null || told.isBlank()) {
            return FILE;
        }
        if (told.length() > LONGEST_NAME || told.chars().anyMatch(Character::isISOControl)) {
            throw wrong(FILE, "The file's name is not a text of at most " + LONGEST_NAME
                    + " characters without control characters.");
        }
        return told;
    }

    private static String bounded(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static GatewayException wrong(String param, String message) {
        return ErrorCode.INVALID_REQUEST.at(param, message).toException();
    }
}
