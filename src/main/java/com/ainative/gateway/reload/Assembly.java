package com.ainative.gateway.reload;

import com.ainative.gateway.config.GatewayConfig;

/** Makes the objects of one generation; the composition root is the only one who can. */
public interface Assembly {

    /**
     * For a generation that serves: on the breakers, limits and connections that live beside the generations.
     *
     * @param generation its short hash, for the log and the responses
     */
    GenerationParts live(GatewayConfig config, String generation);

    /**
     * For a generation that is only tried: breakers and limits are fresh, and go with it; nobody rests for having been at
     * its limit, and no request is logged.
     */
    GenerationParts apart(GatewayConfig config, String generation);
}
