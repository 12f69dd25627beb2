package com.ainative.gateway.provider;

import com.ainative.gateway.chat.ChatAnswer;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.Failure;
import java.util.List;

/** What came of asking one provider. */
public sealed interface ProviderOutcome {

    TargetConfig target();

    /**
     * It answered; of a stream, the first content is there.
     *
     * @param dropped parameters of the request this provider has no word for
     */
    record Answered(TargetConfig target, ChatAnswer answer, List<String> dropped) implements ProviderOutcome {
    }

    /** The request itself was refused; another provider would be no help, and the breaker does not care. */
    record Refused(TargetConfig target, Failure failure) implements ProviderOutcome {
    }

    /**
     * It could not answer now; the next provider may.
     *
     * @param sick whether it counts against the breaker: time-outs, 5xx and broken bytes do; 429, a refused credential,
     *     an open breaker and a caller who left do not
     */
    record Unavailable(TargetConfig target, Failure failure, boolean sick) implements ProviderOutcome {
    }
}
