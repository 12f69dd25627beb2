package com.ainative.gateway.job;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.WebhooksConfig;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.job.Jobs.Accepted;
import com.ainative.gateway.limit.Admit;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Step: is it on disk? Accepts the request as a job; sets the variable {@code accepted}. What a try that came before has
 * spent is given back, for each try of the job spends.
 */
public final class AcceptJob implements Processor {

    /** The exchange variable of an {@link Accepted}. */
    public static final String VARIABLE = "accepted";

    private final Function<NewJob, Accepted> accept;

    private final @Nullable WebhooksConfig webhooks;

    /**
     * @param accept blocks until the job is on disk
     * @param webhooks null where none are sent
     */
    public AcceptJob(Function<NewJob, Accepted> accept, @Nullable WebhooksConfig webhooks) {
        this.webhooks = webhooks;
        this.accept = accept;
    }

    /** For trying routes: nothing is kept. */
    public static AcceptJob apart(@Nullable WebhooksConfig webhooks) {
        return new AcceptJob(job -> new Accepted("job-0", false, JobState.ACCEPTED, null), webhooks);
    }

    @Override
    public void process(Exchange exchange) {
        Admit.giveBack(exchange);
        Wanted wanted = exchange.getVariable(Wanted.VARIABLE, Wanted.class);
        if (wanted == null) {
            wanted = Wanted.of(exchange.getVariable(Request.VARIABLE, Request.class), webhooks);
        }
        Caller caller = exchange.getVariable(Caller.VARIABLE, Caller.class);
        ChatRequest chat = exchange.getVariable(ChatRequest.VARIABLE, ChatRequest.class);
        exchange.setVariable(VARIABLE, accept.apply(new NewJob(caller, wanted.key(), wanted.origin(), chat.model(),
                wanted.priority(), wanted.deadline(), Json.write(chat.json()), wanted.answerTo().apply(caller), null,
                0)));
    }
}
