package com.ainative.gateway.transform;

import static com.ainative.gateway.transform.Redactions.digits;
import static com.ainative.gateway.transform.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WholeTransformTest {

    private static final Transform RENAME = new Transform("house-model", false, List.of());
    private static final Transform STRIP = new Transform(null, true, List.of());
    private static final Transform REDACT = new Transform(null, false, List.of(digits()));

    private static ObjectNode message(Transform transform, String message) {
        ObjectNode answer = tree("{'choices':[{'index':0,'message':" + message + "}]}");
        return (ObjectNode) new WholeTransform(transform).apply(answer).at("/choices/0/message");
    }

    @Test
    @DisplayName("GIVEN a new name WHEN an answer is changed THEN its model is renamed and everything else stays")
    void apply_rename() {
        ObjectNode answer = tree("{'id':'a','model':'gpt','choices':[{'message':{'content':'1234','reasoning':'r'}}]}");
        assertThat(new WholeTransform(RENAME).apply(answer)).isEqualTo(
                tree("{'id':'a','model':'house-model','choices':[{'message':{'content':'1234','reasoning':'r'}}]}"));
    }

    @Test
    @DisplayName("GIVEN thinking in every known field WHEN it is stripped THEN the answer alone is left")
    void apply_strip() {
        assertThat(message(STRIP, """
                {'role':'assistant','content':'yes','reasoning_content':'a','reasoning':'b',
                 'thinking_blocks':[{'thinking':'c'}],'reasoning_details':[{'text':'d'}]}"""))
                .isEqualTo(tree("{'role':'assistant','content':'yes'}"));
    }

    @Test
    @DisplayName("GIVEN thinking among the parts of the content WHEN it is stripped THEN the other parts stay")
    void apply_stripParts() {
        assertThat(message(STRIP,
                "{'content':[{'type':'thinking','thinking':[{'text':'hm'}]},{'type':'text','text':'yes'}]}"))
                .isEqualTo(tree("{'content':[{'type':'text','text':'yes'}]}"));
    }

    @Test
    @DisplayName("GIVEN matches in every field with text WHEN they are redacted THEN none is left and the rest stays")
    void apply_redact() {
        assertThat(message(REDACT, """
                {'content':'a 1234','refusal':'b 1234','reasoning_content':'c 1234','reasoning':'d 1234',
                 'tool_calls':[{'function':{'arguments':'1234'}}]}""")).isEqualTo(tree("""
                {'content':'a #','refusal':'b #','reasoning_content':'c #','reasoning':'d #',
                 'tool_calls':[{'function':{'arguments':'1234'}}]}"""));
    }

    @Test
    @DisplayName("GIVEN content in parts WHEN it is redacted THEN the text of each part is, also inside of thinking")
    void apply_redactParts() {
        assertThat(message(REDACT, """
                {'content':[{'type':'text','text':'1234'},{'type':'image_url','image_url':{'url':'1234'}},'odd',
                 {'type':'thinking','thinking':[{'type':'text','text':'5678'}]}]}""")).isEqualTo(tree("""
                {'content':[{'type':'text','text':'#'},{'type':'image_url','image_url':{'url':'1234'}},'odd',
                 {'type':'thinking','thinking':[{'type':'text','text':'#'}]}]}"""));
    }

    @Test
    @DisplayName("GIVEN several choices WHEN they are redacted THEN each one is")
    void apply_redactChoices() {
        ObjectNode answer = tree(
                "{'choices':[{'index':0,'message':{'content':'1234'}},{'index':1,'message':{'content':'5678'}}]}");
        assertThat(new WholeTransform(REDACT).apply(answer)).isEqualTo(
                tree("{'choices':[{'index':0,'message':{'content':'#'}},{'index':1,'message':{'content':'#'}}]}"));
    }

    @Test
    @DisplayName("GIVEN log probabilities of the tokens WHEN text is redacted THEN they go, for they spell it out")
    void apply_redactLogprobs() {
        String answer = "{'choices':[{'message':{'content':'1234'},'logprobs':{'content':[{'token':'1234'}]}}]}";
        assertThat(new WholeTransform(REDACT).apply(tree(answer)))
                .isEqualTo(tree("{'choices':[{'message':{'content':'#'},'logprobs':null}]}"));
        assertThat(new WholeTransform(STRIP).apply(tree(answer))).isEqualTo(tree(answer));
    }

    @Test
    @DisplayName("GIVEN an answer without text WHEN it is changed THEN it stays as it is")
    void apply_noText() {
        assertThat(message(REDACT, "{'content':null}")).isEqualTo(tree("{'content':null}"));
        ObjectNode odd = tree("{'choices':[{'index':0},7]}");
        assertThat(new WholeTransform(REDACT).apply(odd)).isEqualTo(tree("{'choices':[{'index':0},7]}"));
    }
}
