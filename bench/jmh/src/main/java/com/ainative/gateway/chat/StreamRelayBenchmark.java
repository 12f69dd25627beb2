package com.ainative.gateway.chat;

import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.http.StreamedBody;
import com.ainative.gateway.provider.Dialect;
import com.ainative.gateway.provider.FedStream;
import com.ainative.gateway.provider.anthropic.AnthropicDialect;
import com.ainative.gateway.provider.openai.OpenAiDialect;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event of a stream, without sockets: bytes, events, translator, chunk, bytes. Each event comes by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StreamRelayBenchmark {

    private static final int EVENTS = 200;

    @Param({"anthropic", "openai"})
    private String dialect;

    private Dialect spoken;
    private ChatRequest chat;
    private final List<byte[]> pieces = new ArrayList<>();

    @Setup
    public void prepare() throws JsonProcessingException {
        boolean anthropic = dialect.equals("anthropic");
        spoken = anthropic ? new AnthropicDialect(InstantSource.system()) : new OpenAiDialect();
        chat = new ChatRequest((ObjectNode) Json.read("""
                {"model": "fast", "stream": true, "messages": [{"role": "user", "content": "Why?"}]}"""
                .getBytes(StandardCharsets.UTF_8)));
        if (anthropic) {
            piece("""
                    event: message_start
                    data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
                    "model":"claude","content":[],"stop_reason":null,"stop_sequence":null,\
                    "usage":{"input_tokens":200,"output_tokens":1}}}

                    event: content_block_start
                    data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                    """);
        }
        for (int i = 0; i < EVENTS; i++) {
            piece((anthropic ? """
                    event: content_block_delta
                    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" word%d"}}

                    """ : """
                    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,"model":"gpt",\
                    "choices":[{"index":0,"delta":{"content":" word%d"},"logprobs":null,"finish_reason":null}]}

                    """).formatted(i));
        }
    }

    private void piece(String text) {
        pieces.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int event() {
        FedStream stream = new FedStream(spoken.call(chat, TargetConfig.of("p", "m")).stream());
        Counter counter = new Counter();
        new ChunkEvents(stream.chunks(), false).start(counter);
        for (byte[] piece : pieces) {
            stream.feed(piece);
        }
        if (counter.written < EVENTS) {
            throw new IllegalStateException("only " + counter.written + " events came out");
        }
        return counter.bytes;
    }

    private static final class Counter implements StreamedBody.Sink {

        private int written;
        private int bytes;

        @Override
        public void write(Buffer buffer) {
            written++;
            bytes += buffer.length();
        }

        @Override
        public void end() {
            throw new IllegalStateException("the stream has no end");
        }

        @Override
        public void broken() {
            throw new IllegalStateException("the stream broke");
        }
    }
}
