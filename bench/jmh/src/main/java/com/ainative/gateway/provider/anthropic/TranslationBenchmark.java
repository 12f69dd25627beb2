package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.TargetConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bytes to bytes, through the tree: a request of 1 KB to Anthropic's shape, an answer back to OpenAI's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TranslationBenchmark {

    private static final TargetConfig TARGET = TargetConfig.of("anthropic", "claude");

    private final byte[] request = ("""
            {"model": "fast", "temperature": 0.7, "max_tokens": 256, "messages": [
             {"role": "system", "content": "You are a patient teacher. Answer in plain words."},
             {"role": "user", "content": "Why is the sky blue?"},
             {"role": "assistant", "content": "Because air scatters short waves of light more than long ones."},
             {"role": "user", "content": "%s"}]}""").formatted("And why is it red in the evening? ".repeat(20))
            .getBytes(StandardCharsets.UTF_8);
    private final byte[] answer = ("""
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude",
             "content": [{"type": "text", "text": "%s"}], "stop_reason": "end_turn", "stop_sequence": null,
             "usage": {"input_tokens": 200, "output_tokens": 80}}""").formatted("Because of scattering. ".repeat(16))
            .getBytes(StandardCharsets.UTF_8);

    @Benchmark
    public byte[] request() throws JsonProcessingException {
        return Json.write(MessagesRequest.of(new ChatRequest((ObjectNode) Json.read(request)), TARGET).body());
    }

    @Benchmark
    public byte[] answer() throws JsonProcessingException {
        return Json.write(MessagesAnswer.read((ObjectNode) Json.read(answer), 1_760_000_000, false));
    }
}
