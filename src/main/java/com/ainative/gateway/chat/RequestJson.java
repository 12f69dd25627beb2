package com.ainative.gateway.chat;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads what callers send, strictly: UTF-8, no key twice, bounded depth, numbers a provider can hold. A policy and the
 * provider behind it must not read two different things in one body.
 */
public final class RequestJson {

    /**
     * Numbers a double can hold. A larger exponent is an attack or a mistake, and so is one far below zero: whoever turns
     * it into an integer or a plain decimal needs a gigabyte for it.
     */
    private static final class BoundedNumbers extends JsonNodeFactory {

        private static final long serialVersionUID = 1;

        /** The smallest double has 324 places; what has more digits than a double is cut nowhere here. */
        private static final int LARGEST_SCALE = 500;

        @Override
        public ValueNode numberNode(BigDecimal value) {
            if (Double.isInfinite(value.doubleValue()) || value.scale() > LARGEST_SCALE) {
                throw new ArithmeticException("out of range");
            }
            return super.numberNode(value);
        }
    }

    /** Characters of a number. */
    private static final int MAX_DIGITS = 100;

    private static final ObjectReader READER = Json.mapper().readerFor(JsonNode.class).with(Json.factory(MAX_DIGITS))
            .with(new BoundedNumbers()).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private RequestJson() {
    }

    /** Nearly every body is ASCII, which this sees many bytes at a time. */
    private static boolean isUtf8(byte[] body) {
        int seen = 0;
        for (byte one : body) {
            seen |= one;
        }
        return seen >= 0 || ByteBufUtil.isText(Unpooled.wrappedBuffer(body), StandardCharsets.UTF_8);
    }

    /** @throws GatewayException with status 400, naming the field where one can be named */
    static JsonNode read(byte[] body) {
        return read(body, "body");
    }

    /**
     * Reads what is not a body by itself.
     *
     * @param what to call it to the caller
     * @throws GatewayException with status 400, naming the field where one can be named
     */
    public static JsonNode read(byte[] body, String what) {
        if (looksWide(body) || !isUtf8(body)) {
            throw ErrorCode.INVALID_REQUEST.because("The " + what + " is not valid UTF-8.").toException();
        }
        if (body.length > 0 && body[0] != '{' && !Character.isWhitespace(body[0])) {
            throw ErrorCode.INVALID_REQUEST.because("The " + what + " must be a JSON object.").toException();
        }
        try (JsonParser parser = READER.createParser(body)) {
            try {
                return READER.readValue(parser);
            } catch (ArithmeticException | NumberFormatException e) {
                throw at(parser, what, "a number is out of range");
            } catch (StreamConstraintsException e) {
                throw at(parser, what, e.getOriginalMessage().contains("nesting")
                        ? "it is nested deeper than " + Json.MAX_DEPTH + " levels"
                        : "a number or a name is too long");
            } catch (JsonEOFException e) {
                throw ErrorCode.INVALID_REQUEST.because("The " + what + " cannot be read: it ends too early.")
                        .toException();
            } catch (JsonProcessingException e) {
                throw at(parser, what, e.getOriginalMessage().startsWith("Duplicate field")
                        ? "the same key stands twice in one object"
                        : "it is malformed at line " + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /** UTF-16 and UTF-32, which the parser would understand: JSON's first two characters are ASCII, so one byte is zero. */
    private static boolean looksWide(byte[] body) {
        return (body.length > 0 && body[0] == 0) || (body.length > 1 && body[1] == 0);
    }

    private static GatewayException at(JsonParser parser, String what, String why) {
        String param = param(parser.getParsingContext().pathAsPointer());
        String message = "The " + what + " cannot be read: " + why + ".";
        return (param.isEmpty() || param.length() > 200
                ? ErrorCode.INVALID_REQUEST.because(message)
                : ErrorCode.INVALID_REQUEST.at(param, message)).toException();
    }

    /** {@code /messages/0/role} is {@code messages[0].role} in the words of the API. */
    private static String param(JsonPointer pointer) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer at = pointer; at != null && !at.matches(); at = at.tail()) {
            if (at.getMatchingIndex() >= 0) {
                path.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return path.toString();
    }
}
