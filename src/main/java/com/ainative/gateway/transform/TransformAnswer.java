package com.ainative.gateway.transform;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.ChatAnswer;
import com.ainative.gateway.chat.ChatAnswer.Streamed;
import com.ainative.gateway.chat.ChatAnswer.Whole;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.TransformRule;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step: what may be seen? Applies the rules that hold for the caller's tier and the model that was asked for. */
public final class TransformAnswer implements Processor {

    private final List<TransformRule> rules;

    public TransformAnswer(List<TransformRule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public void process(Exchange exchange) {
        if (rules.isEmpty()) {
            return;
        }
        String model = exchange.getVariable(ChatRequest.VARIABLE, ChatRequest.class).model();
        String tier = exchange.getVariable(Caller.VARIABLE, Caller.class).tier();
        Transform transform = Transform.holding(rules, model, tier);
        if (transform.changesNothing()) {
            return;
        }
        Message message = exchange.getMessage();
        message.setBody(switch (message.getBody(ChatAnswer.class)) {
            // The answer belongs to this request alone, so its tree is changed where it stands.
            case Whole whole -> new Whole(new WholeTransform(transform).apply(whole.json()));
            case Streamed streamed -> new Streamed(new TransformedStream(streamed.chunks(), transform));
        });
    }
}
