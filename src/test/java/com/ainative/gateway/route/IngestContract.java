package com.ainative.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Incoming;
import com.ainative.gateway.broker.MessageProperties;
import com.ainative.gateway.broker.Outgoing;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Received;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What work from a queue comes to, whatever broker it is. */
@Timeout(120)
abstract class IngestContract {

    /** Of this test alone: brokers are shared. */
    protected final String name = UUID.randomUUID().toString();
    protected final String requests = "requests-" + name;
    protected final String replies = "replies-" + name;
    protected final String dead = "dead-" + name;
    protected final FakeProvider fake = FakeProvider.start();
    protected GatewayHarness gateway;
    protected Broker client;
    private final List<Incoming> answers = new CopyOnWriteArrayList<>();
    private final List<Incoming> deadLetters = new CopyOnWriteArrayList<>();

    /** What stands under {@code ingest}, without the names of the queues. */
    protected abstract String broker();

    /** Connects as an application does. */
    protected abstract Broker connect();

    protected GatewayHarness start(String more) {
        return GatewayHarness.start("""
                tiers: {pro: {requests-per-minute: 1000000}, free: {requests-per-minute: 1}}
                providers: {one: %s}
                models: {fast: {providers: [{provider: one, model: m1}]}}
                jobs: {backoff: 20ms, concurrent: 16}
                ingest: {%s, queue: %s, replies: %s, dead-letters: %s}
                %s
                """.formatted(GatewayHarness.openAi(fake, "breaker: {minimum: 10000, window: 10000}"), broker(),
                requests,
                replies, dead, more));
    }

    @BeforeEach
    void open() {
        fake.always(wire -> wire.json(200, OpenAiSamples.answer("re: " + content(wire.request()))));
        gateway = start("");
        client = connect();
        client.subscribe(replies, messages -> {
            answers.addAll(messages);
            return List.of();
        });
        client.subscribe(dead, messages -> {
            deadLetters.addAll(messages);
            return List.of();
        });
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        fake.close();
    }

    private static String content(Received request) {
        return request.json().at("/messages/0/content").textValue();
    }

    protected static String chat(String content) {
        return "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]}";
    }

    private Outgoing request(String body, String... properties) {
        return requestTo(null, body, properties);
    }

    protected Outgoing requestTo(@Nullable String replyTo, String body, String... properties) {
        Map<String, String> all = new HashMap<>(Map.of(MessageProperties.TOKEN, gateway.token()));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        return new Outgoing(UUID.randomUUID().toString(), requests, body.getBytes(UTF_8), all, replyTo,
                "re-" + (body + all + replyTo).hashCode(), 4);
    }

    protected Incoming answerTo(Outgoing request) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> answers.stream()
                        .filter(one -> Objects.equals(request.correlationId(), one.correlationId()))
                        .findFirst().orElse(null), answer -> answer != null);
    }

    protected static JsonNode json(Incoming message) {
        try {
            return Json.read(message.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(new String(message.body(), UTF_8), e);
        }
    }

    @Test
    @DisplayName("GIVEN a request in the queue WHEN it is answered THEN the reply has its correlation id, and the answer")
    void request_answered() {
        Outgoing request = request(chat("hello"));

        client.send(List.of(request));

        assertThat(json(answerTo(request)).at("/choices/0/message/content").textValue()).isEqualTo("re: hello");
        assertThat(fake.received()).hasSize(1);
        assertThat(fake.lastReceived().headers().toString()).doesNotContain(gateway.token().substring(0, 20));
    }

    @Test
    @DisplayName("GIVEN requests that are wrong WHEN they are taken THEN each gets the error HTTP would give, and nobody is asked")
    void request_refused() {
        Outgoing untokened = new Outgoing("u" + name, requests, chat("a").getBytes(UTF_8),
                Map.of(MessageProperties.TOKEN, "wrong"), null, "untokened", 4);
        Outgoing broken = request("{\"model\":");
        Outgoing nameless = request("{\"messages\":[]}");
        Outgoing lost = new Outgoing("l" + name, requests, chat("b").getBytes(UTF_8),
                Map.of(MessageProperties.TOKEN, gateway.token()), "requests-of-somebody", "lost", 4);
        Outgoing late = request(chat("late"), MessageProperties.DEADLINE, "2020-01-01T00:00:00Z");
        Outgoing when = request(chat("when"), MessageProperties.DEADLINE, "tomorrow");

        client.send(List.of(untokened, broken, nameless, lost, late, when));

        assertThat(json(answerTo(untokened)).at("/error/code").textValue()).isEqualTo("invalid_api_key");
        assertThat(json(answerTo(broken)).at("/error/message").textValue()).contains("ends too early");
        assertThat(json(answerTo(nameless)).at("/error/param").textValue()).isEqualTo("model");
        assertThat(json(answerTo(lost)).at("/error/param").textValue()).isEqualTo("reply-to");
        assertThat(json(answerTo(late)).at("/error/code").textValue()).isEqualTo("deadline_passed");
        assertThat(json(answerTo(when)).at("/error/param").textValue()).isEqualTo(MessageProperties.DEADLINE);
        assertThat(fake.received()).isEmpty();
    }

    @Test
    @DisplayName("GIVEN the same idempotency key in two messages WHEN both are taken THEN the provider is asked once, and both are answered")
    void request_repeated() {
        Outgoing first = request(chat("once"), MessageProperties.IDEMPOTENCY_KEY, name);
        Outgoing again = new Outgoing("again" + name, requests, first.body(), first.properties(), null, "again", 4);

        client.send(List.of(first));
        String answered = new String(answerTo(first).body(), UTF_8);
        client.send(List.of(again));

        assertThat(new String(answerTo(again).body(), UTF_8)).isEqualTo(answered);
        assertThat(fake.received()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a request that always fails among many WHEN they are done THEN it is a dead letter after 5 tries, and the others did not wait")
    void request_poison() {
        CountDownLatch othersDone = new CountDownLatch(1);
        fake.always(wire -> {
            if (content(wire.request()).equals("poison")) {
                othersDone.await();
                wire.json(500, "{\"error\":{\"message\":\"it hurts\"}}");
            } else {
                wire.json(200, OpenAiSamples.answer("re: " + content(wire.request())));
            }
        });
        Outgoing poison = request(chat("poison"));
        List<Outgoing> all = new ArrayList<>(
                IntStream.range(0, good()).mapToObj(i -> request(chat("good " + i))).toList());
        all.add(good() / 2, poison);

        client.send(all);

        await().atMost(Duration.ofSeconds(90)).until(() -> answers.size() == good());
        assertThat(answers).as("while the first try of the one that fails is not over").extracting(
                answer -> new String(answer.body(), UTF_8)).allMatch(answer -> answer.contains("re: good"));
        othersDone.countDown();
        await().atMost(Duration.ofSeconds(90)).until(() -> answers.size() == all.size());
        assertThat(answers).extracting(Incoming::correlationId).doesNotHaveDuplicates();
        assertThat(json(answerTo(poison)).at("/error/code").textValue()).isEqualTo("upstream_error");
        await().until(() -> deadLetters.size() == 1);
        assertThat(new String(deadLetters.getFirst().body(), UTF_8)).contains("poison");
        assertThat(fake.received().stream().filter(one -> content(one).equals("poison"))).hasSize(5);
        assertThat(fake.received()).hasSize(good() + 5);
    }

    /** How many good requests stand around the one that fails. */
    protected int good() {
        return 100;
    }

    @Test
    @DisplayName("GIVEN a provider at its limit WHEN requests come THEN they wait until it may be asked, and none is a dead letter")
    void request_limited() {
        fake.then(OpenAiSamples.fails(429, "slow down", "retry-after: 1"))
                .then(OpenAiSamples.fails(429, "slow down", "retry-after: 1"));
        List<Outgoing> all = IntStream.range(0, 20).mapToObj(i -> request(chat("n " + i))).toList();

        client.send(all);

        await().atMost(Duration.ofSeconds(60)).until(() -> answers.size() == 20);
        assertThat(answers).allSatisfy(answer -> assertThat(json(answer).has("choices")).isTrue());
        assertThat(deadLetters).isEmpty();
    }

    @Test
    @DisplayName("GIVEN a request for a stream WHEN it is answered THEN its parts come numbered as they are said, and a last message ends them")
    void request_streamed() {
        CountDownLatch more = new CountDownLatch(1);
        fake.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.role());
            wire.chunk(OpenAiSamples.piece("one"));
            more.await();
            wire.chunk(OpenAiSamples.piece("two"));
            wire.chunk(OpenAiSamples.finish());
            wire.chunk(OpenAiSamples.done());
            wire.endChunks();
        });
        client.send(List.of(
                request("{\"model\":\"fast\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")));

        await().atMost(Duration.ofSeconds(30)).until(() -> content().equals("one"));
        assertThat(answers).noneMatch(IngestContract::isLast);
        more.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> answers.stream().anyMatch(IngestContract::isLast));

        assertThat(content()).isEqualTo("onetwo");
        assertThat(answers.stream().filter(IngestContract::isLast)).hasSize(1);
        assertThat(isLast(answers.getLast())).isTrue();
    }

    private static boolean isLast(Incoming message) {
        return new String(message.body(), UTF_8).equals("[DONE]");
    }

    private String content() {
        return answers.stream().filter(answer -> !isLast(answer))
                .map(answer -> json(answer).at("/choices/0/delta/content").asText("")).collect(Collectors.joining());
    }

    @Test
    @DisplayName("GIVEN one caller at its limit WHEN another's requests come behind THEN those do not wait for it")
    void request_otherCaller() {
        String limited = gateway.token("limited", "free");
        List<Outgoing> many = IntStream.range(0, 40)
                .mapToObj(i -> request(chat("limited " + i), MessageProperties.TOKEN, limited)).toList();
        client.send(many);
        Outgoing other = request(chat("other"));

        client.send(List.of(other));

        assertThat(json(answerTo(other)).at("/choices/0/message/content").textValue()).isEqualTo("re: other");
        assertThat(answers.size()).isLessThan(many.size());
    }

    @Test
    @DisplayName("GIVEN requests in the queue WHEN routes are reloaded over and over THEN each is answered once")
    void request_whileReloading() {
        List<Outgoing> all = IntStream.range(0, 100).mapToObj(i -> request(chat("n " + i))).toList();
        for (int i = 0; i < 100; i += 20) {
            client.send(all.subList(i, i + 20));
            gateway.writeRoute("mark.camel.yaml", """
                    - route:
                        id: mark
                        from: {uri: "direct:mark", steps: [{setBody: {constant: "%d"}}]}
                    """.formatted(i));
            gateway.reload();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> answers.size() == 100);
        assertThat(answers).extracting(Incoming::correlationId).doesNotHaveDuplicates();
        assertThat(fake.received()).hasSize(100);
    }
}
