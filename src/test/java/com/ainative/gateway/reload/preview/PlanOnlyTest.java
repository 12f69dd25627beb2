package com.ainative.gateway.reload.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlanOnlyTest {

    /** A component that reaches something outside, as a queue's would. */
    private static final class Outside extends DefaultComponent {

        private final List<String> sent = new CopyOnWriteArrayList<>();

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            sent.add(remaining);
                        }
                    };
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    private static List<String> sent(boolean kept, String to) throws Exception {
        Outside outside = new Outside();
        CamelContext camel = new DefaultCamelContext();
        if (kept) {
            PlanOnly.keepWithin(camel);
        }
        camel.addComponent("outside", outside);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(to).toD("outside:${body}").wireTap("outside:tapped").to("direct:last");
                from("direct:last").setBody(constant("through"));
            }
        });
        camel.start();
        String answer = camel.createProducerTemplate().requestBody("direct:in", "named", String.class);
        if (!kept) {
            await().until(() -> outside.sent.contains("tapped")); // by a thread of its own
        }
        camel.stop();
        assertThat(answer).isEqualTo("through");
        return outside.sent;
    }

    @Test
    @DisplayName("GIVEN routes that send things elsewhere, by a name that only a message holds too WHEN they run THEN nothing is sent, and they go on")
    void keepWithin_nothingSent() throws Exception {
        assertThat(sent(false, "outside:written")).containsExactlyInAnyOrder("written", "named", "tapped");
        assertThat(sent(true, "outside:written")).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a step that stops WHEN a route called by another reaches it THEN it runs, and no step behind it in either")
    void stopping_stopsAll() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CamelContext camel = new DefaultCamelContext();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:chat").to("direct:answer").process(step("writeAnswer"));
                from("direct:answer").process(PlanOnly.stopping(step("planProviders"))).process(step("ask"));
            }

            private Processor step(String name) {
                return exchange -> ran.add(name);
            }
        });
        camel.start();
        Object answer = camel.createProducerTemplate().requestBody("direct:chat", "question");
        camel.stop();

        assertThat(ran).containsExactly("planProviders");
        assertThat(answer).isNull();
    }
}
