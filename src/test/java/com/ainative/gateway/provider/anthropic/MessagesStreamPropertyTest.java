package com.ainative.gateway.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold of any stream the provider may send. */
class MessagesStreamPropertyTest {

    /** One block of an answer, with the pieces it arrives in. */
    record Block(String type, List<String> pieces, boolean pinged) {

        List<ObjectNode> events(int index) {
            List<ObjectNode> events = new ArrayList<>();
            ObjectNode start = event("content_block_start", index);
            ObjectNode block = start.putObject("content_block").put("type", type);
            if (type.endsWith("tool_use")) {
                block.put("id", "toolu_" + index).put("name", "f").putObject("input");
            }
            events.add(start);
            for (String piece : pieces) {
                ObjectNode delta = event("content_block_delta", index);
                switch (type) {
                    case "text" -> delta.putObject("delta").put("type", "text_delta").put("text", piece);
                    case "thinking" -> delta.putObject("delta").put("type", "thinking_delta").put("thinking", piece);
                    default ->
                        delta.putObject("delta").put("type", "input_json_delta").put("partial_json", piece);
                }
                events.add(delta);
            }
            if (pinged) {
                events.add(Json.object().put("type", "ping"));
            }
            events.add(event("content_block_stop", index));
            return events;
        }

        private static ObjectNode event(String type, int index) {
            return Json.object().put("type", type).put("index", index);
        }
    }

    @Provide
    Arbitrary<List<Block>> answers() {
        Arbitrary<Block> block = Combinators.combine(Arbitraries.of("text", "thinking", "tool_use", "server_tool_use"),
                Arbitraries.strings().ofMaxLength(12).list().ofMaxSize(6), Arbitraries.of(true, false))
                .as(Block::new);
        return block.list().ofMaxSize(8);
    }

    @Property(tries = 300, seed = "20261123")
    @Label("GIVEN any answer WHEN streamed THEN each text is what its pieces say, and tools are counted in order")
    void event_keepsEveryPiece(@ForAll("answers") List<Block> blocks) {
        RecordingSink sink = stream(blocks);

        assertThat(sink.isDone()).isTrue();
        assertThat(sink.joined("content")).isEqualTo(pieces(blocks, "text"));
        assertThat(sink.joined("reasoning_content")).isEqualTo(pieces(blocks, "thinking"));
        List<Block> tools = blocks.stream().filter(block -> block.type().equals("tool_use")).toList();
        for (int i = 0; i < tools.size(); i++) {
            String said = String.join("", tools.get(i).pieces());
            assertThat(arguments(sink, i)).isEqualTo(said.isEmpty() ? "{}" : said);
        }
        assertThat(arguments(sink, tools.size())).isEmpty();
    }

    @Property(tries = 100, seed = "20261123")
    @Label("GIVEN any answer cut short anywhere WHEN the stream ends THEN it failed and never looked finished")
    void end_cutShort(@ForAll("answers") List<Block> blocks, @ForAll int cut) {
        List<ObjectNode> events = events(blocks);
        RecordingSink sink = new RecordingSink();
        MessagesStream stream = new MessagesStream(MessagesStreamTest.CLOCK, false);
        events.subList(0, Math.floorMod(cut, events.size()))
                .forEach(event -> stream.event("", Json.write(event), sink));
        stream.end(sink);

        assertThat(sink.failure()).isPresent();
        assertThat(sink.isDone()).isFalse();
        assertThat(sink.finishReason()).isNull();
    }

    private static RecordingSink stream(List<Block> blocks) {
        RecordingSink sink = new RecordingSink();
        MessagesStream stream = new MessagesStream(MessagesStreamTest.CLOCK, false);
        events(blocks).forEach(event -> stream.event("", Json.write(event), sink));
        stream.end(sink);
        return sink;
    }

    private static List<ObjectNode> events(List<Block> blocks) {
        List<ObjectNode> events = new ArrayList<>();
        events.add(Ask.json("{'type': 'message_start', 'message': {'id': 'm', 'model': 'c', 'usage': {}}}"));
        for (int i = 0; i < blocks.size(); i++) {
            events.addAll(blocks.get(i).events(i));
        }
        events.add(Ask.json("{'type': 'message_delta', 'delta': {'stop_reason': 'end_turn'}, 'usage': {}}"));
        events.add(Ask.json("{'type': 'message_stop'}"));
        return events;
    }

    private static String pieces(List<Block> blocks, String type) {
        StringBuilder text = new StringBuilder();
        blocks.stream().filter(block -> block.type().equals(type))
                .forEach(block -> block.pieces().forEach(text::append));
        return text.toString();
    }

    private static String arguments(RecordingSink sink, int index) {
        StringBuilder text = new StringBuilder();
        sink.deltas().stream().map(delta -> delta.path("tool_calls").path(0))
                .filter(call -> call.path("index").asInt(-1) == index)
                .forEach(call -> text.append(call.path("function").path("arguments").asText()));
        return text.toString();
    }
}
