package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what it is given, and insists that nothing follows the end. */
final class RecordingSink implements ChunkSink {

    private final List<ObjectNode> chunks = new ArrayList<>();
    private @Nullable Failure failure;
    private int pings;
    private boolean done;

    @Override
    public void chunk(ObjectNode chunk) {
        insistOpen();
        chunks.add(Ask.written(chunk));
    }

    @Override
    public void ping() {
        insistOpen();
        pings++;
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

    List<ObjectNode> chunks() {
        return chunks;
    }

    /** The deltas of all chunks but the finish and the usage chunk. */
    List<JsonNode> deltas() {
        return chunks.stream().map(chunk -> chunk.at("/choices/0/delta")).filter(delta -> !delta.isEmpty()).toList();
    }

    /** All texts of one field of the deltas, put together. */
    String joined(String field) {
        StringBuilder text = new StringBuilder();
        deltas().forEach(delta -> text.append(delta.path(field).asText("")));
        return text.toString();
    }

    @Nullable
    String finishReason() {
        return chunks.stream().map(chunk -> chunk.at("/choices/0/finish_reason")).filter(JsonNode::isTextual)
                .map(JsonNode::textValue).findFirst().orElse(null);
    }

    int pings() {
        return pings;
    }

    boolean isDone() {
        return done;
    }

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }
}
