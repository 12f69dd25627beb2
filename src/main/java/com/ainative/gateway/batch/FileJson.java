package com.ainative.gateway.batch;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Files as their callers see them. Times are seconds since 1970, as everywhere in OpenAI's API. */
final class FileJson {

    private FileJson() {
    }

    static ObjectNode of(StoredFile file, Duration keep) {
        return Json.object().put("id", file.id()).put("object", "file").put("bytes", file.bytes())
                .put("created_at", file.createdAt() / 1_000)
                .put("expires_at", (file.createdAt() + keep.toMillis()) / 1_000).put("filename", file.name())
                .put("purpose", file.purpose()).put("status", "processed");
    }

    static ObjectNode deleted(String id) {
        return Json.object().put("id", id).put("object", "file").put("deleted", true);
    }
}
