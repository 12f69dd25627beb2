package com.ainative.gateway.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one way JSON is read and written: trees, bounded in depth and number size, numbers kept exactly. */
public final class Json {

    /** Levels of nesting, of requests and of providers' answers. */
    public static final int MAX_DEPTH = 100;

    /** Characters of a number; of requests fewer, for one may be a little longer when it is written again. */
    private static final int MAX_DIGITS = 1_000;

    private static final ObjectMapper MAPPER = JsonMapper
            .builder(factory(MAX_DIGITS))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private Json() {
    }

    /** @param digits characters of a number, at most */
    static JsonFactory factory(int digits) {
        return JsonFactory.builder()
                // Jackson's own buffers belong to threads, and here every request is a new thread.
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(digits).maxStringLength(Integer.MAX_VALUE).build())
                .build();
    }

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Reads a tree.
     *
     * @throws JsonProcessingException when the bytes are not one JSON value within the bounds
     */
    public static JsonNode read(byte[] bytes) throws JsonProcessingException {
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            // Bytes that look like UTF-32 and are not: Jackson tells of them in a way of its own.
            throw new JsonParseException(null, "not in UTF-8", e);
        }
    }

    public static byte[] write(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can always be written", e);
        }
    }
}
