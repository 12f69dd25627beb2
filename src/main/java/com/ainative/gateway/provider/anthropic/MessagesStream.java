package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.provider.BrokenAnswerException;
import com.ainative.gateway.provider.StreamTranslator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed answer: {@code message_start}, then blocks, each started, filled and stopped, then
 * {@code message_delta} with the reason and the usage, then {@code message_stop}. {@code ping} and {@code error} may
 * come anywhere, and events that do not exist yet are skipped.
 *
 * <p>The reason is held until {@code message_stop}, so a stream that breaks off never looks finished.
 */
final class MessagesStream implements StreamTranslator {

    private final InstantSource clock;
    private final boolean formatTool;
    private final MessagesUsage usage = new MessagesUsage();
    /** By the provider's index. */
    private static final int MOST_OPEN = 1_000;

    private final Map<Integer, StreamedBlock> open = new HashMap<>();
    private @Nullable ChunkFrame frame;
    private String stopReason = "";
    private String refusal = "";
    private int toolCalls;
    private int thinkingBlocks;
    private boolean formatted;
    private boolean over;

    MessagesStream(InstantSource clock, boolean formatTool) {
        this.clock = clock;
        this.formatTool = formatTool;
    }

    @Override
    public void event(String name, byte[] data, ChunkSink sink) {
        if (over) {
            return;
        }
        JsonNode event = read(data);
        String type = Provided.textOrEmpty(event, "type");
        switch (type.isEmpty() ? name : type) {
            case "message_start" -> start(event, sink);
            case "content_block_start" -> startBlock(event, out(sink));
            case "content_block_delta" -> {
                ObjectNode delta = Provided.object(event, "delta");
                openBlock(event).piece(Provided.text(delta, "type"), delta, out(sink));
            }
            case "content_block_stop" -> {
                openBlock(event).stop(out(sink));
                open.remove(Provided.count(event, "index"));
            }
            case "message_delta" -> changeMessage(event);
            case "message_stop" -> stop(sink);
            case "ping" -> sink.ping();
            case "error" -> fail(AnthropicErrors.inStream(event), sink);
            default -> {
                // a kind of event that does not exist yet
            }
        }
    }

    @Override
    public void end(ChunkSink sink) {
        if (!over) {
            fail(ErrorCode.UPSTREAM_FAILED.because("The provider closed the stream before its answer was finished."),
                    sink);
        }
    }

    private static JsonNode read(byte[] data) {
        try {
            if (Json.read(data) instanceof ObjectNode event) {
                return event;
            }
        } catch (JsonProcessingException | UncheckedIOException e) {
            // said below, without the parser's message: it quotes the answer
        }
        throw new BrokenAnswerException("The provider's stream is broken: an event is not a JSON object.");
    }

    private void start(JsonNode event, ChunkSink sink) {
        if (frame != null) {
            return; // some streams come with a second start spliced in
        }
        ObjectNode message = Provided.object(event, "message");
        usage.report(message.path("usage"));
        frame = new ChunkFrame(Provided.text(message, "id"), clock.instant().getEpochSecond(),
                Provided.text(message, "model"));
        out(sink).accept(Json.object().put("role", "assistant").put("content", ""));
    }

    private void startBlock(JsonNode event, Consumer<ObjectNode> out) {
        int index = Provided.count(event, "index");
        ObjectNode block = Provided.object(event, "content_block");
        if (open.size() >= MOST_OPEN) {
            throw new BrokenAnswerException("more than " + MOST_OPEN + " blocks open at once");
        }
        if (open.putIfAbsent(index, begin(block, out)) != null) {
            throw outOfOrder("a block is started twice");
        }
    }

    private StreamedBlock begin(ObjectNode block, Consumer<ObjectNode> out) {
        return switch (Provided.text(block, "type")) {
            case "text" -> {
                StreamedBlock.Text.say(Provided.textOrEmpty(block, "text"), out);
                yield new StreamedBlock.Text();
            }
            case "thinking" -> {
                StreamedBlock.Thinking thinking = new StreamedBlock.Thinking(thinkingBlocks++,
                        Provided.textOrEmpty(block, "signature"));
                thinking.think(Provided.textOrEmpty(block, "thinking"), out);
                yield thinking;
            }
            case "redacted_thinking" ->
                new StreamedBlock.RedactedThinking(thinkingBlocks++, Provided.text(block, "data"));
            case "tool_use" -> beginToolUse(block, out);
            default -> new StreamedBlock.Ignored();
        };
    }

    private StreamedBlock beginToolUse(ObjectNode block, Consumer<ObjectNode> out) {
        String name = Provided.text(block, "name");
        JsonNode input = block.has("input") ? Provided.object(block, "input") : Json.object();
        if (formatTool && name.equals(ResponseFormat.TOOL_NAME)) {
            // a second one would make the content two JSON values
            StreamedBlock answer = formatted ? new StreamedBlock.Ignored() : new StreamedBlock.ToolUse(-1, input);
            formatted = true;
            return answer;
        }
        int index = toolCalls++;
        ObjectNode delta = Json.object();
        ObjectNode call = delta.putArray("tool_calls").addObject().put("index", index);
        call.setAll(MessagesAnswer.toolCall(Provided.text(block, "id"), name, ""));
        out.accept(delta);
        return new StreamedBlock.ToolUse(index, input);
    }

    private StreamedBlock openBlock(JsonNode event) {
        StreamedBlock block = open.get(Provided.count(event, "index"));
        if (block == null) {
            throw outOfOrder("a block goes on that was not started");
        }
        return block;
    }

    private void changeMessage(JsonNode event) {
        started();
        ObjectNode delta = Provided.object(event, "delta");
        String reason = Provided.textOrEmpty(delta, "stop_reason");
        if (!reason.isEmpty()) {
            stopReason = reason;
            refusal = MessagesAnswer.refusal(delta);
        }
        usage.report(event.path("usage"));
    }

    private void stop(ChunkSink sink) {
        ChunkFrame chunks = started();
        if (!open.isEmpty() || stopReason.isEmpty()) {
            throw outOfOrder("the message stops before its blocks, or without a reason");
        }
        if (!refusal.isEmpty()) {
            sink.chunk(chunks.delta(Json.object().put("refusal", refusal)));
        }
        over = true;
        sink.chunk(chunks.finish(StopReasons.finishReason(stopReason, formatted && toolCalls == 0)));
        sink.chunk(chunks.usage(usage.openAi()));
        sink.done();
    }

    private void fail(Failure failure, ChunkSink sink) {
        over = true;
        sink.failed(failure);
    }

    private Consumer<ObjectNode> out(ChunkSink sink) {
        ChunkFrame chunks = started();
        return delta -> sink.chunk(chunks.delta(delta));
    }

    private ChunkFrame started() {
        if (frame == null) {
            throw outOfOrder("it does not begin with message_start");
        }
        return frame;
    }

    private static BrokenAnswerException outOfOrder(String what) {
        return new BrokenAnswerException("The provider's stream is broken: " + what + ".");
    }
}
