package com.ainative.gateway.reload;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.http.GatewayHttpEngine;

/** A generation that has been kept and serves, has served, or is about to. */
record Live(Revision revision, Candidate made) {

    Generation generation() {
        return made.generation();
    }

    GatewayHttpEngine engine() {
        return made.generation().engine();
    }

    GatewayConfig config() {
        return made.config().config();
    }

    Outcomes outcomes() {
        return made.outcomes();
    }
}
