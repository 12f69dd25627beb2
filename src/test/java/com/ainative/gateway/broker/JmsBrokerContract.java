package com.ainative.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What brokers do that speak JMS and drop duplicates. */
abstract class JmsBrokerContract extends BrokerContract {

    @Test
    @DisplayName("GIVEN a message that was sent WHEN another of its id is THEN the broker drops it, and that is no failure")
    void send_duplicate() {
        broker.send(List.of(message("m1")));
        broker.send(List.of(message("m1")));
        broker.send(List.of(message("m0"), message("m1"), message("m2")));

        assertThat(broker.peek(requests, 10)).extracting(BrokerContract::body)
                .containsExactlyInAnyOrder("m0", "m1", "m2");
    }

    @Test
    @DisplayName("GIVEN an answer that was sent before WHEN it is sent with an acknowledgement THEN both succeed")
    void take_duplicateReply() {
        Outgoing answer = new Outgoing("r1", replies, bytes("answer"), Map.of(), null, null, 4);
        broker.send(List.of(answer));
        Taken taken = new Taken(messages -> List.of(answer));
        Subscription subscription = broker.subscribe(requests, taken);

        broker.send(List.of(message("m1")));

        await().until(() -> taken.messages().size() >= 2);
        await().until(() -> broker.peek(requests, 10).isEmpty());
        subscription.close();
        assertThat(broker.peek(requests, 10)).isEmpty();
        assertThat(broker.peek(replies, 10)).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN messages of several priorities WHEN there is room for one after the other THEN the urgent ones are first")
    void subscribe_priorities() {
        List<Outgoing> mixed = new ArrayList<>();
        for (int priority : new int[]{0, 9, 4, 7}) {
            mixed.add(new Outgoing("p" + priority, requests, bytes("p" + priority), Map.of(), null, null, priority));
        }
        broker.send(mixed);
        Semaphore one = new Semaphore(1);
        Taken taken = new Taken(messages -> {
            one.acquire();
            one.release();
            return List.of();
        });

        assertThat(broker.peek(requests, 10)).extracting(BrokerContract::body).containsExactly("p9", "p7", "p4", "p0");
        broker.subscribe(requests, taken);

        await().until(() -> taken.messages().size() == 4);
    }
}
