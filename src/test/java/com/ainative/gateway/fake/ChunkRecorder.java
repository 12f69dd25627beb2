package com.ainative.gateway.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the chunks it is given, and insists that nothing follows the end. */
public final class ChunkRecorder implements ChunkSink {

    private final List<ObjectNode> chunks = new ArrayList<>();
    private @Nullable Failure failure;
    private boolean done;

    @Override
    public void chunk(ObjectNode chunk) {
        insistOpen();
        chunks.add(chunk);
    }

    @Override
    public void ping() {
        insistOpen();
    }

    @Override
    public void done() {
        insistOpen();
        done = true;
    }

    @Override
    public void failed(Failure reason) {
        insistOpen();
        failure = reason;
    }

    private void insistOpen() {
        assertThat(done || failure != null).as("the stream is over").isFalse();
    }

    public List<ObjectNode> chunks() {
        return chunks;
    }

    /** The chunk at this place, from the end if negative. */
    public ObjectNode chunk(int index) {
        return chunks.get(index < 0 ? chunks.size() + index : index);
    }

    /** All texts at this pointer, put together. */
    public String joined(String pointer) {
        StringBuilder text = new StringBuilder();
        for (ObjectNode chunk : chunks) {
            JsonNode value = chunk.at(pointer);
            text.append(value.isTextual() ? value.textValue() : "");
        }
        return text.toString();
    }

    public boolean isDone() {
        return done;
    }

    public @Nullable Failure failure() {
        return failure;
    }
}
