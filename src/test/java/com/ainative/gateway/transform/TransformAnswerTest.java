package com.ainative.gateway.transform;

import static com.ainative.gateway.transform.Redactions.digits;
import static com.ainative.gateway.transform.Trees.chunk;
import static com.ainative.gateway.transform.Trees.quoted;
import static com.ainative.gateway.transform.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.ChatAnswer;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.TransformRule;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TransformAnswerTest {

    private static final TransformRule FREE = new TransformRule(List.of("fast"), List.of("free"), "house", true,
            List.of(digits()));

    /** The body after the step, for a caller of the tier who asked for {@code fast}. */
    private static Object transformed(ChatAnswer answer, String tier, TransformRule... rules) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(ChatRequest.VARIABLE, new ChatRequest(tree("{'model':'fast'}")));
        exchange.setVariable(Caller.VARIABLE, new Caller("ann", tier, List.of()));
        exchange.getMessage().setBody(answer);
        new TransformAnswer(List.of(rules)).process(exchange);
        return exchange.getMessage().getBody();
    }

    private static ChatAnswer.Whole whole() {
        return new ChatAnswer.Whole(
                tree("{'model':'gpt','choices':[{'message':{'content':'PIN 1234','reasoning':'hm'}}]}"));
    }

    @Test
    @DisplayName("GIVEN a rule that holds WHEN a whole answer comes THEN it is renamed, stripped and redacted")
    void process_whole() {
        assertThat(transformed(whole(), "free", FREE)).isEqualTo(
                new ChatAnswer.Whole(tree("{'model':'house','choices':[{'message':{'content':'PIN #'}}]}")));
    }

    @Test
    @DisplayName("GIVEN a rule that holds WHEN a streamed answer comes THEN its chunks are changed as they pass")
    void process_streamed() {
        FakeStream source = new FakeStream();
        Recorder reader = new Recorder();
        Object body = transformed(new ChatAnswer.Streamed(source), "free", FREE);
        assertThat(body).isInstanceOfSatisfying(ChatAnswer.Streamed.class, answer -> answer.chunks().start(reader));
        Objects.requireNonNull(source.sink).chunk(chunk(0, "{'content':'PIN 1234.','reasoning':'hm'}"));
        assertThat(reader.seen).containsExactly(
                quoted("{'id':'c1','model':'house','choices':[{'index':0,'delta':{'content':'PIN #.'}}]}"));
    }

    @Test
    @DisplayName("GIVEN no rule, or none that holds WHEN an answer comes THEN the body stays the very same object")
    void process_noRule() {
        ChatAnswer.Whole answer = whole();
        ChatAnswer.Streamed streamed = new ChatAnswer.Streamed(new FakeStream());
        assertThat(transformed(answer, "free")).isSameAs(answer);
        assertThat(transformed(answer, "pro", FREE)).isSameAs(answer).isEqualTo(whole());
        assertThat(transformed(streamed, "pro", FREE)).isSameAs(streamed);
    }
}
