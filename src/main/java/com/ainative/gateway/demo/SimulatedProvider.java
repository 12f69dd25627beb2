package com.ainative.gateway.demo;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.demo.Behaviour.Answers;
import com.ainative.gateway.demo.Behaviour.BreaksOff;
import com.ainative.gateway.demo.Behaviour.KeepsSilent;
import com.ainative.gateway.demo.Behaviour.Refuses;
import com.ainative.gateway.demo.SimulatedProtocol.Call;
import com.ainative.gateway.demo.SimulatedProtocol.Objection;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One simulated provider: an HTTP server on a free loopback port, word by word, well or ill as it is told. */
public final class SimulatedProvider implements AutoCloseable {

    private static final Duration FOREVER = Duration.ofDays(1);

    private final SimulatedProtocol protocol;
    private final String introduction;
    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Behaviour behaviour;

    private SimulatedProvider(SimulatedProtocol protocol, String introduction, Behaviour behaviour, InstantSource clock)
            throws IOException {
        this.protocol = protocol;
        this.introduction = introduction;
        this.behaviour = behaviour;
        this.clock = clock;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Speaks OpenAI's chat completions. */
    public static SimulatedProvider openAi(Behaviour behaviour, InstantSource clock) throws IOException {
        return new SimulatedProvider(new SimulatedOpenAi(), "a simulated provider that speaks OpenAI's protocol",
                behaviour, clock);
    }

    /** Speaks Anthropic's Messages. */
    public static SimulatedProvider anthropic(Behaviour behaviour, InstantSource clock) throws IOException {
        return new SimulatedProvider(new SimulatedAnthropic(), "a simulated provider that speaks Anthropic's protocol",
                behaviour, clock);
    }

    /** Where it listens, without a path. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Holds for calls that arrive from now on. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** How many calls have reached it, refused ones too. */
    public int calls() {
        return calls.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        int number = calls.incrementAndGet();
        if (!exchange.getRequestURI().getPath().equals(protocol.path())) {
            refuse(exchange, new Objection(404, "There is nothing at this path."));
            return;
        }
        JsonNode read = read(exchange);
        if (!(read instanceof ObjectNode body)) {
            refuse(exchange, new Objection(400, "The body is not a JSON object."));
            return;
        }
        Objection objection = protocol.objection(exchange.getRequestHeaders()::getFirst, body);
        if (objection != null) {
            refuse(exchange, objection);
            return;
        }
        Call call = new Call(number, clock.instant().getEpochSecond(), body, answerTo(body));
        switch (behaviour) {
            case Refuses(int status) -> refuse(exchange, new Objection(status, "The simulation refuses on purpose."));
            case KeepsSilent() -> {
                pause(FOREVER);
                throw new IOException("closed without an answer");
            }
            case Answers(Duration perWord) -> answer(exchange, call, perWord, Integer.MAX_VALUE);
            case BreaksOff(Duration perWord, int words) -> answer(exchange, call, perWord, words);
        }
    }

    private void answer(HttpExchange exchange, Call call, Duration perWord, int breakAfter) throws IOException {
        boolean stream = call.body().path("stream").asBoolean();
        exchange.getResponseHeaders().set("content-type",
                stream ? "text/event-stream; charset=utf-8" : "application/json");
        if (stream) {
            exchange.getResponseHeaders().set("cache-control", "no-cache");
            exchange.sendResponseHeaders(200, 0);
            stream(exchange.getResponseBody(), call, perWord, breakAfter);
        } else {
            byte[] whole = Json.write(protocol.whole(call));
            pause(perWord.multipliedBy(call.words().size()));
            exchange.sendResponseHeaders(200, whole.length);
            boolean breaks = breakAfter < call.words().size();
            exchange.getResponseBody().write(whole, 0, breaks ? whole.length / 2 : whole.length);
            exchange.getResponseBody().flush();
            breakOff(breaks);
        }
        exchange.close();
    }

    private void stream(OutputStream out, Call call, Duration perWord, int breakAfter) throws IOException {
        say(out, protocol.head(call));
        int said = 0;
        for (String word : call.words()) {
            breakOff(said++ == breakAfter);
            pause(perWord);
            say(out, List.of(protocol.word(call, word)));
        }
        say(out, protocol.tail(call));
    }

    private static void say(OutputStream out, List<String> events) throws IOException {
        for (String event : events) {
            out.write(event.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** The server drops a connection whose handler throws: without the end of the body, as a crashed provider would. */
    private static void breakOff(boolean now) throws IOException {
        if (now) {
            throw new IOException("broken off on purpose");
        }
    }

    private void refuse(HttpExchange exchange, Objection objection) throws IOException {
        byte[] error = Json.write(protocol.error(objection.status(), objection.message()));
        exchange.getResponseHeaders().set("content-type", "application/json");
        if (objection.status() == 429) {
            exchange.getResponseHeaders().set("retry-after", "1");
        }
        exchange.sendResponseHeaders(objection.status(), error.length);
        exchange.getResponseBody().write(error);
        exchange.close();
    }

    private static JsonNode read(HttpExchange exchange) throws IOException {
        try {
            return Json.read(exchange.getRequestBody().readAllBytes());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private List<String> answerTo(ObjectNode body) {
        String text = "You said \"" + Prompt.last(body) + "\". I am " + introduction + ", so this answer cost nothing.";
        return List.of(text.split("(?= )", -1));
    }

    /** Waits, unless the simulation ends first. */
    private void pause(Duration time) throws IOException {
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the simulation has ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the simulation was interrupted");
        }
    }

    /** Lets every call go at once, the silent ones without an answer. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
