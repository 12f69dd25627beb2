package com.ainative.gateway.provider;

import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider's language: translates between OpenAI's chat shape and what the provider speaks. Stateless. */
public interface Dialect {

    /** The headers every call carries, lower case, the credentials among them. */
    Map<String, String> headers(@Nullable Secret apiKey);

    /**
     * Prepares one call.
     *
     * @throws com.ainative.gateway.error.GatewayException with status 400 when this provider cannot be asked such a thing
     */
    DialectCall call(ChatRequest chat, TargetConfig target);

    /**
     * Reads the body of an answer whose status is not 2xx, whatever it holds, into OpenAI's words. The status is kept;
     * the message never quotes a credential.
     */
    Failure refusal(int status, byte[] body);
}
