package com.ainative.gateway.provider;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** One target. Its producer blocks the request's virtual thread until the outcome is known. */
@UriEndpoint(firstVersion = "0.1.0", scheme = "llm", title = "Language model", syntax = "llm:target", producerOnly = true, category = Category.AI)
final class LlmEndpoint extends DefaultEndpoint {

    @UriPath(description = "provider-model, as configured")
    private final String target;
    private final LlmTarget llm;
    private final AskProvider askProvider;

    LlmEndpoint(String uri, LlmComponent component, LlmTarget llm, AskProvider askProvider) {
        super(uri, component);
        this.target = llm.target().id();
        this.llm = llm;
        this.askProvider = askProvider;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                ask(exchange);
            }
        };
    }

    /**
     * In: the variables {@code chat}, {@code plan} and {@code request}. Out: a {@link ProviderOutcome} as body.
     *
     * @throws ProviderException for an {@link Unavailable}, so that the breaker around this sees it
     */
    private void ask(Exchange exchange) {
        ChatRequest chat = exchange.getVariable(ChatRequest.VARIABLE, ChatRequest.class);
        ProviderPlan plan = exchange.getVariable(ProviderPlan.VARIABLE, ProviderPlan.class);
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        TargetConfig options = plan.target(target);
        ProviderOutcome outcome = askProvider.ask(llm.with(options), chat, request, plan.attempt(options));
        if (outcome instanceof Unavailable unavailable) {
            throw new ProviderException(unavailable);
        }
        exchange.getMessage().setBody(outcome);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("llm: is asked, it does not ask");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
