package com.ainative.gateway.ingest;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code queue:NAME}, where routes begin that take messages. It connects to nothing: the connection to the broker lives
 * beside the generations, and hands each message to the route of the one that serves.
 */
public final class QueueComponent extends DefaultComponent {

    public static final String SCHEME = "queue";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {

            @Override
            public Producer createProducer() {
                throw new UnsupportedOperationException("queue: can only be read from");
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new DefaultConsumer(this, processor);
            }
        };
    }
}
