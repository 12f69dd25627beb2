package com.ainative.gateway.transform;

import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.error.Failure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A reader that writes down what it is given, in order. */
class Recorder implements ChunkSink {

    final List<String> seen = new ArrayList<>();

    @Override
    public void chunk(ObjectNode chunk) {
        seen.add(chunk.toString());
    }

    @Override
    public void ping() {
        seen.add("ping");
    }

    @Override
    public void done() {
        seen.add("done");
    }

    @Override
    public void failed(Failure failure) {
        seen.add("failed: " + failure.message());
    }
}
