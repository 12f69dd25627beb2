package com.ainative.gateway.route;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Work from the broker in the gateway's own process, which an operator's client reaches over TCP. */
class IngestEmbeddedTest extends IngestContract {

    @Override
    protected String broker() {
        return "broker: embedded, listen: \"127.0.0.1:0\"";
    }

    @Override
    protected Broker connect() {
        IngestConfig config = new IngestConfig(URI.create("tcp://" + gateway.runtime().messages()), "anybody",
                new Secret(gateway.token("ops", "pro", "operator")), Map.of(), requests, replies, dead, null);
        return Brokers.open(config, Path.of("unused"), TokenCheck.NOBODY);
    }

    @Override
    protected int good() {
        return 1_000;
    }
}
