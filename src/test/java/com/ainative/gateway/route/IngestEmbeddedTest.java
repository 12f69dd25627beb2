package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.Receiver;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

    @Test
    @DisplayName("GIVEN requests with reply addresses WHEN they are taken THEN answers go to its sender's own queue, and never to another's")
    void request_ownQueue() {
        List<Incoming> own = new CopyOnWriteArrayList<>();
        List<Incoming> others = new CopyOnWriteArrayList<>();
        client.subscribe(replies + ".tester", collect(own));
        client.subscribe(replies + ".somebody", collect(others));
        Outgoing good = requestTo(replies + ".tester", chat("mine"));
        Outgoing wrong = requestTo(replies + ".tester", "{\"model\":");
        Outgoing late = requestTo(replies + ".tester", chat("late"), MessageProperties.DEADLINE, "tomorrow");
        Outgoing foreign = requestTo(replies + ".somebody", chat("foreign"));
        Outgoing unproved = requestTo(replies + ".tester", chat("unproved"), MessageProperties.TOKEN, "wrong");

        client.send(List.of(good, wrong, late, foreign, unproved));

        assertThat(json(answerTo(foreign)).at("/error/message").textValue())
                .contains("'" + replies + ".' and the token's subject");
        assertThat(json(answerTo(unproved)).at("/error/code").textValue()).isEqualTo("invalid_api_key");
        await().atMost(Duration.ofSeconds(60)).until(() -> own.size() == 3);
        assertThat(own).extracting(Incoming::correlationId).containsExactlyInAnyOrder(good.correlationId(),
                wrong.correlationId(), late.correlationId());
        assertThat(others).isEmpty();
        assertThat(fake.received()).hasSize(1);
    }

    private static Receiver collect(List<Incoming> all) {
        return messages -> {
            all.addAll(messages);
            return List.of();
        };
    }

    @Override
    protected int good() {
        return 1_000;
    }
}
