package com.ainative.gateway.auth;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** JSON that decides who comes in: one object in UTF-8, no name in it twice, and nothing behind it. */
public final class StrictJson {

    private static final ObjectMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private StrictJson() {
    }

    /**
     * Reads UTF-8 and nothing else; left to itself the parser would guess at other encodings.
     *
     * @throws IOException for anything else
     */
    public static JsonNode object(byte[] utf8) throws IOException {
        JsonNode json = STRICT.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        if (!json.isObject()) {
            throw new JsonParseException(null, "not a JSON object");
        }
        return json;
    }
}
