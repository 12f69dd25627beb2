package com.ainative.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.RequestEnd;
import com.ainative.gateway.http.RequestEnd.Ending;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    /** Writes down what it is told. */
    private static final class Notes implements Onlooker {

        private final List<String> told = new ArrayList<>();

        @Override
        public void routed(Request request, Buffer body, Exchange exchange) {
            told.add(body.toString());
        }

        @Override
        public void over() {
            told.add("over");
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Outcomes outcomes = new Outcomes(RequestEnd.unheard(), Set.of("health"));
    private final Notes notes = new Notes();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void request(String route, String body, int status) {
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId(route);
        Request request = new Request("r", "POST", "/", "", Map.of(), null, vertx.getOrCreateContext(),
                new Cancellation(),
                0);
        outcomes.routed(request, Buffer.buffer(body), exchange).ended(status, Ending.COMPLETE);
    }

    @Test
    @DisplayName("GIVEN somebody who looks on WHEN requests are routed THEN each is seen once, those of routes that are not judged excepted")
    void lookOn_sees() {
        outcomes.lookOn(notes);
        request("chat", "a", 200);
        request("health", "b", 200);
        request("chat", "c", 500);
        outcomes.lookAway();
        request("chat", "d", 500);

        assertThat(notes.told).containsExactly("a", "c");
        assertThat(outcomes.count()).isEqualTo(new Outcomes.Count(1, 2));
    }

    @Test
    @DisplayName("GIVEN somebody who looks on WHEN the generation serves no more THEN that is told once, and nothing after it")
    void over_told() {
        outcomes.lookOn(notes);
        outcomes.over();
        outcomes.over();
        request("chat", "a", 200);

        assertThat(notes.told).containsExactly("over");
    }
}
