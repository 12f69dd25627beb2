package com.ainative.gateway.transform;

import static com.ainative.gateway.transform.Redactions.digits;
import static com.ainative.gateway.transform.Trees.chunk;
import static com.ainative.gateway.transform.Trees.finish;
import static com.ainative.gateway.transform.Trees.quoted;
import static com.ainative.gateway.transform.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChunkTransformTest {

    private static final Transform STRIP = new Transform(null, true, List.of());
    private static final Transform REDACT = new Transform(null, false, List.of(digits()));

    private final List<ObjectNode> out = new ArrayList<>();

    private void feed(Transform transform, ObjectNode... chunks) {
        var changing = new ChunkTransform(transform, out::add);
        List.of(chunks).forEach(changing::chunk);
        changing.end();
    }

    /** What came out, each as {@code index:delta}, with an {@code !} where a choice finishes. */
    private List<String> said() {
        List<String> said = new ArrayList<>();
        for (ObjectNode chunk : out) {
            chunk.path("choices").forEach(choice -> said.add(choice.path("index") + ":" + choice.path("delta")
                    + (choice.hasNonNull("finish_reason") ? "!" : "")));
        }
        return said;
    }

    private static String[] deltas(String... deltas) {
        return List.of(deltas).stream().map(Trees::quoted).toArray(String[]::new);
    }

    @Test
    @DisplayName("GIVEN a new name WHEN chunks come THEN every one carries it, those of held text and the usage too")
    void chunk_rename() {
        feed(new Transform("house", false, List.of(digits())), chunk(0, "{'role':'assistant'}"),
                chunk(0, "{'content':'12'}"), finish(0), tree("{'model':'m','choices':[],'usage':{'total_tokens':1}}"));
        assertThat(out).hasSize(4).allMatch(chunk -> chunk.path("model").asText().equals("house"));
    }

    @Test
    @DisplayName("GIVEN chunks of thinking alone WHEN it is stripped THEN they are left out, a role alone stays")
    void chunk_strip() {
        feed(STRIP, chunk(0, "{'role':'assistant','reasoning_content':'a'}"), chunk(0, "{'reasoning':'b'}"),
                chunk(0, "{'content':null,'reasoning_content':'c'}"), chunk(0, "{'content':'','reasoning_details':[]}"),
                chunk(0, "{'content':[{'type':'thinking','thinking':[]}]}"), chunk(0, "{'content':'yes'}"));
        assertThat(said()).containsExactly(deltas("0:{'role':'assistant'}", "0:{'content':'yes'}"));
    }

    @Test
    @DisplayName("GIVEN thinking beside a finish reason, usage, a tool call or another choice's text WHEN it is stripped THEN the chunk stays")
    void chunk_stripKeepsTheRest() {
        ObjectNode usage = chunk(0, "{'reasoning':'a'}");
        usage.putObject("usage").put("total_tokens", 1);
        ObjectNode finish = tree("{'choices':[{'index':0,'delta':{'reasoning':'a'},'finish_reason':'stop'}]}");
        ObjectNode tool = chunk(0, "{'reasoning':'a','tool_calls':[{'index':0}]}");
        ObjectNode two = tree(
                "{'choices':[{'index':0,'delta':{'reasoning':'a'}},{'index':1,'delta':{'content':'b'}}]}");
        feed(STRIP, usage, tool, two, finish);
        assertThat(said()).containsExactly(deltas("0:{}", "0:{'tool_calls':[{'index':0}]}", "0:{}", "1:{'content':'b'}",
                "0:{}!"));
    }

    @Test
    @DisplayName("GIVEN chunks that say nothing by themselves WHEN nothing is taken from them THEN they pass")
    void chunk_emptyPasses() {
        feed(new Transform(null, true, List.of(digits())), chunk(0, "{}"), chunk(0, "{'content':''}"),
                tree("{'choices':[{'index':0}]}"), tree("{'choices':[],'prompt_filter_results':[]}"), tree("{}"));
        assertThat(out).hasSize(5);
    }

    @Test
    @DisplayName("GIVEN a match across chunks WHEN it is redacted THEN the chunks with nothing left to say are left out")
    void chunk_redactAcross() {
        feed(REDACT, chunk(0, "{'role':'assistant','content':''}"), chunk(0, "{'content':'PIN 12'}"),
                chunk(0, "{'content':'3'}"), chunk(0, "{'content':'4'}"), chunk(0, "{'content':'. Bye'}"), finish(0));
        assertThat(said()).containsExactly(deltas("0:{'role':'assistant','content':''}", "0:{'content':'PIN '}",
                "0:{'content':'#. Bye'}", "0:{}!"));
    }

    @Test
    @DisplayName("GIVEN held text WHEN the choice finishes THEN it comes before in a chunk of the same shape")
    void chunk_heldBeforeFinish() {
        String envelope = "'id':'c1','object':'chat.completion.chunk','created':7,'model':'m',";
        ObjectNode finish = tree("{" + envelope + "'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");
        feed(REDACT, tree("{" + envelope + "'x':{},'choices':[{'index':0,'delta':{'content':'12'}}]}"), finish);
        assertThat(out).extracting(ObjectNode::toString).containsExactly(
                quoted("{" + envelope + "'choices':[{'index':0,'finish_reason':null,'delta':{'content':'12'}}]}"),
                quoted("{" + envelope + "'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}"));
    }

    @Test
    @DisplayName("GIVEN held text WHEN the finishing chunk has text itself THEN both stand there in order")
    void chunk_finishWithText() {
        feed(REDACT, chunk(0, "{'content':'1'}"),
                tree("{'choices':[{'index':0,'delta':{'content':'2'},'finish_reason':'stop'}]}"));
        assertThat(said()).containsExactly(deltas("0:{'content':'12'}!"));
    }

    @Test
    @DisplayName("GIVEN held text WHEN the finishing chunk has no delta THEN it comes before")
    void chunk_finishWithoutDelta() {
        feed(REDACT, chunk(0, "{'content':'1'}"), tree("{'choices':[{'index':0,'finish_reason':'stop'}]}"));
        assertThat(said()).containsExactly(deltas("0:{'content':'1'}", "0:!"));
    }

    @Test
    @DisplayName("GIVEN content in parts WHEN a match runs from part to part THEN it is redacted and held text ends the last part")
    void chunk_parts() {
        feed(REDACT, chunk(0, "{'content':[{'text':'a12'},{'text':'34 5'}]}"),
                tree("{'choices':[{'index':0,'delta':{'content':[{'text':'6'}]},'finish_reason':'stop'}]}"));
        assertThat(said()).containsExactly(deltas("0:{'content':[{'text':'a'},{'text':'# '}]}",
                "0:{'content':[{'text':'56'}]}!"));
    }

    @Test
    @DisplayName("GIVEN two choices and two fields interleaved WHEN they are redacted THEN none is mixed with another")
    void chunk_interleaved() {
        feed(REDACT, chunk(0, "{'content':'12'}"), chunk(1, "{'content':'9'}"), chunk(0, "{'refusal':'34'}"),
                chunk(0, "{'content':'34'}"), chunk(1, "{'content':'8'}"), chunk(1, "{'reasoning_content':'7'}"),
                finish(1), chunk(0, "{'refusal':'56'}"), finish(0));
        assertThat(said()).containsExactly(deltas("1:{'content':'98','reasoning_content':'7'}", "1:{}!",
                "0:{'content':'#','refusal':'#'}", "0:{}!"));
    }

    @Test
    @DisplayName("GIVEN two choices in one chunk WHEN both finish THEN the held text of both comes before")
    void chunk_bothFinish() {
        feed(REDACT, tree("{'choices':[{'index':0,'delta':{'content':'1'}},{'index':1,'delta':{'content':'2'}}]}"),
                tree("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'},{'index':1,'delta':{},'finish_reason':'stop'}]}"));
        assertThat(said()).containsExactly(deltas("0:{'content':'1'}", "1:{'content':'2'}", "0:{}!", "1:{}!"));
    }

    @Test
    @DisplayName("GIVEN a tool call beside held text WHEN it comes THEN it is not held with it")
    void chunk_toolCall() {
        feed(REDACT, chunk(0, "{'content':'12','tool_calls':[{'index':0}]}"));
        assertThat(said()).containsExactly(deltas("0:{'content':'','tool_calls':[{'index':0}]}",
                "0:{'content':'12'}"));
    }

    @Test
    @DisplayName("GIVEN held text and no finish reason WHEN the usage comes THEN the text comes before it")
    void chunk_usageIsLast() {
        ObjectNode usage = tree("{'choices':[],'usage':{'total_tokens':1}}");
        feed(REDACT, chunk(0, "{'content':'12'}"), usage);
        assertThat(out).hasSize(2).last().isSameAs(usage);
        assertThat(said()).containsExactly(deltas("0:{'content':'12'}"));
    }

    @Test
    @DisplayName("GIVEN log probabilities WHEN text is redacted THEN they do not spell it out")
    void chunk_logprobs() {
        feed(REDACT, tree("{'choices':[{'index':0,'delta':{'content':'a'},'logprobs':{'content':[{'token':'a'}]}}]}"));
        assertThat(out).extracting(ObjectNode::toString).containsExactly(
                quoted("{'choices':[{'index':0,'delta':{'content':'a'},'logprobs':null}]}"));
    }
}
