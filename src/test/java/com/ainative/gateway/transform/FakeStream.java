package com.ainative.gateway.transform;

import com.ainative.gateway.chat.AnswerStream;
import com.ainative.gateway.chat.ChunkSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's stream in the hands of a test. */
final class FakeStream implements AnswerStream {

    final List<String> told = new ArrayList<>();
    @Nullable
    ChunkSink sink;

    @Override
    public void start(ChunkSink reader) {
        sink = reader;
    }

    @Override
    public void pause() {
        told.add("pause");
    }

    @Override
    public void resume() {
        told.add("resume");
    }

    @Override
    public void cancel() {
        told.add("cancel");
    }
}
