package com.ainative.gateway.reload;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/** Stands for {@code file:} where a generation is only tried: there is never a file, and what is written is dropped. */
public final class UntouchedFiles extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear(); // the options of files are nothing to it
        return new DefaultEndpoint(uri, this) {

            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) {
                        // Dropped.
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new DefaultConsumer(this, processor);
            }

            @Override
            public PollingConsumer createPollingConsumer() {
                return new NothingThere(this);
            }
        };
    }

    private static final class NothingThere extends PollingConsumerSupport {

        NothingThere(Endpoint endpoint) {
            super(endpoint);
        }

        @Override
        public @Nullable Exchange receive() {
            return null;
        }

        @Override
        public @Nullable Exchange receiveNoWait() {
            return null;
        }

        @Override
        public @Nullable Exchange receive(long timeout) {
            return null;
        }
    }
}
