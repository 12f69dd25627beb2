package com.ainative.gateway.transform;

import static com.ainative.gateway.transform.Redactions.digits;
import static com.ainative.gateway.transform.Trees.chunk;
import static com.ainative.gateway.transform.Trees.finish;
import static com.ainative.gateway.transform.Trees.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.config.TransformRule.Redaction;
import com.ainative.gateway.error.ErrorCode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TransformedStreamTest {

    private static final String HELD = quoted(
            "{'id':'c1','model':'m','choices':[{'index':0,'finish_reason':null,'delta':{'content':'12'}}]}");

    private final FakeStream source = new FakeStream();
    private final TransformedStream stream = new TransformedStream(source,
            new Transform(null, false, List.of(digits())));
    private final Recorder reader = new Recorder();

    private ChunkSink started(ChunkSink sink) {
        stream.start(sink);
        return Objects.requireNonNull(source.sink);
    }

    @Test
    @DisplayName("GIVEN held text WHEN the stream is done THEN the text comes first")
    void done_held() {
        ChunkSink provider = started(reader);
        provider.chunk(chunk(0, "{'content':'12'}"));
        provider.done();
        assertThat(reader.seen).containsExactly(HELD, "done");
    }

    @Test
    @DisplayName("GIVEN held text WHEN the stream breaks off THEN the text comes first")
    void failed_held() {
        ChunkSink provider = started(reader);
        provider.chunk(chunk(0, "{'content':'12'}"));
        provider.failed(ErrorCode.UPSTREAM_FAILED.because("broke"));
        assertThat(reader.seen).containsExactly(HELD, "failed: broke");
    }

    @Test
    @DisplayName("GIVEN a rule that fails on the text it holds WHEN the stream breaks off THEN the reader hears of it all the same")
    void failed_ruleFails() throws InterruptedException {
        Redaction deep = new Redaction(Pattern.compile("(?:\\w|-)+@corp"), "[x]", 1 << 20);
        TransformedStream failing = new TransformedStream(source, new Transform(null, false, List.of(deep)));
        failing.start(reader);
        ChunkSink provider = Objects.requireNonNull(source.sink);
        onStackOf(64 << 20, () -> provider.chunk(chunk(0, "{'content':'" + "a".repeat(20_000) + "'}")));
        assertThat(reader.seen).isEmpty();

        onStackOf(256 << 10, () -> provider.failed(ErrorCode.INTERNAL.because("broke")));

        assertThat(reader.seen).containsExactly("failed: broke");
    }

    /** The pattern needs some stack for each character: it fails on the small stack, compiled or not, and never on the large. */
    private static void onStackOf(int bytes, Runnable task) throws InterruptedException {
        Thread thread = new Thread(null, task, "stack of " + bytes, bytes);
        thread.start();
        thread.join();
    }

    @Test
    @DisplayName("GIVEN held text WHEN the provider pings THEN the ping passes at once")
    void ping_held() {
        ChunkSink provider = started(reader);
        provider.chunk(chunk(0, "{'content':'12'}"));
        provider.ping();
        assertThat(reader.seen).containsExactly("ping");
    }

    @Test
    @DisplayName("GIVEN a transformed stream WHEN its reader steers it THEN the source is told")
    void steering_passesToSource() {
        stream.pause();
        stream.resume();
        stream.cancel();
        assertThat(source.told).containsExactly("pause", "resume", "cancel");
    }

    @Test
    @DisplayName("GIVEN a reader that cancels on the held text WHEN the choice finishes THEN nothing more comes")
    void cancel_whileDelivering() {
        Recorder leaving = new Recorder() {
            @Override
            public void chunk(ObjectNode chunk) {
                super.chunk(chunk);
                stream.cancel();
            }
        };
        ChunkSink provider = started(leaving);
        provider.chunk(chunk(0, "{'content':'12'}"));
        provider.chunk(finish(0));
        assertThat(leaving.seen).containsExactly(HELD);
        assertThat(source.told).containsExactly("cancel");
    }

    @Test
    @DisplayName("GIVEN a reader that cancels on the last held text WHEN the stream ends THEN it is not told so")
    void cancel_atTheEnd() {
        Recorder leaving = new Recorder() {
            @Override
            public void chunk(ObjectNode chunk) {
                super.chunk(chunk);
                stream.cancel();
            }
        };
        ChunkSink provider = started(leaving);
        provider.chunk(chunk(0, "{'content':'12'}"));
        provider.done();
        provider.failed(ErrorCode.UPSTREAM_FAILED.because("late"));
        assertThat(leaving.seen).containsExactly(HELD);
    }
}
