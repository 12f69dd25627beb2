package com.ainative.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import com.ainative.gateway.fake.GatewayHarness;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An application that asks by messages, at the broker in a gateway's own process. */
final class QueueClient implements AutoCloseable {

    private final Broker broker;
    private final Map<String, Incoming> replies = new ConcurrentHashMap<>();

    QueueClient(GatewayHarness gateway) {
        IngestConfig config = new IngestConfig(URI.create("tcp://" + gateway.runtime().messages()), "anybody",
                new Secret(gateway.token("ops", "pro", "operator")), Map.of(), IngestConfig.QUEUE, "chat.replies",
                "chat.dead", null);
        this.broker = Brokers.open(config, Path.of("unused"), TokenCheck.NOBODY);
        broker.subscribe("chat.replies", messages -> {
            messages.forEach(message -> replies.put(String.valueOf(message.correlationId()), message));
            return List.of();
        });
    }

    /** Sends one request, and waits for its reply. */
    JsonNode ask(String token, String body) {
        String id = UUID.randomUUID().toString();
        broker.send(List.of(new Outgoing(id, IngestConfig.QUEUE, body.getBytes(UTF_8),
                Map.of(MessageProperties.TOKEN, token), null, id, 4)));
        Incoming reply = await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10)).until(() -> replies.get(id), found -> found != null);
        try {
            return Json.read(reply.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(new String(reply.body(), UTF_8), e);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
