package com.ainative.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.broker.TokenCheck;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to a gateway's queue and waits for their answers, in rounds, each when a line says so; each request has
 * an idempotency key of its own. Prints a line of JSON for each round: how many answers came, how many a second time, how
 * many were not what the provider says, and the seconds from the first message sent to the last answer received. Ends with
 * its standard input.
 */
public final class QueueLoad {

    private static final int GROUP = 128;
    private static final long PATIENCE_SECONDS = 120;
    private static final String REQUESTS = "chat.requests";
    private static final String REPLIES = "chat.replies";

    private final Set<String> answered = new HashSet<>();
    private final String mark;
    private int repeated;
    private int wrong;

    private QueueLoad(String mark) {
        this.mark = mark;
    }

    public static void main(String[] words) throws Exception {
        Arguments arguments = Arguments.of(words);
        byte[] body = arguments.text("body").getBytes(UTF_8);
        QueueLoad load = new QueueLoad(arguments.text("mark"));
        try (Broker broker = Brokers.open(
                new IngestConfig(URI.create("tcp://127.0.0.1:" + arguments.number("port")), "bench",
                        new Secret(arguments.text("operator")), Map.of(), REQUESTS, REPLIES, "chat.dead", null),
                Path.of("."), TokenCheck.NOBODY)) {
            broker.subscribe(REPLIES, load::take);
            for (int round = 0; System.in.read() >= 0; round++) {
                load.round(broker, body, arguments.text("token"), "r" + round + "-", arguments.number("count"));
            }
        }
        System.exit(0);
    }

    private void round(Broker broker, byte[] body, String token, String name, int count) throws InterruptedException {
        clear();
        long began = System.nanoTime();
        for (int i = 0; i < count; i += GROUP) {
            List<Outgoing> group = new ArrayList<>(GROUP);
            for (int j = i; j < Math.min(count, i + GROUP); j++) {
                group.add(new Outgoing(name + j, REQUESTS, body,
                        Map.of("gateway_token", token, "gateway_idempotency_key", name + j), null, name + j,
                        Incoming.USUAL_PRIORITY));
            }
            broker.send(group);
        }
        long sent = System.nanoTime();
        await(count, began);
        long ended = System.nanoTime();
        System.out.printf("{\"answers\": %d, \"repeated\": %d, \"wrong\": %d, \"sent_s\": %.3f, \"seconds\": %.3f}%n",
                answers(), repeated, wrong, (sent - began) / 1e9, (ended - began) / 1e9);
        System.out.flush();
    }

    private synchronized List<Outgoing> take(List<Incoming> messages) {
        for (Incoming message : messages) {
            if (!answered.add(message.correlationId())) {
                repeated++;
            }
            if (!"200".equals(message.properties().getOrDefault("gateway_status", "200"))
                    || !new String(message.body(), UTF_8).contains(mark)) {
                wrong++;
            }
        }
        notifyAll();
        return List.of();
    }

    private synchronized void clear() {
        answered.clear();
        repeated = 0;
        wrong = 0;
    }

    private synchronized int answers() {
        return answered.size();
    }

    private synchronized void await(int count, long began) throws InterruptedException {
        while (answered.size() < count && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            wait(1_000);
        }
    }
}
