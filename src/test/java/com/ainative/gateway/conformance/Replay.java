package com.ainative.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.conformance.Recording.Protocol;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One gateway, and one provider that plays the recordings. Each recording is a model of its own, so that none opens
 * the breaker or the cooldown of another.
 */
final class Replay implements AutoCloseable {

    private final Map<String, Recording> recordings;
    private final FakeProvider provider = FakeProvider.start();
    private final GatewayHarness gateway;
    /** Where the body is cut into writes: after how many bytes each. */
    private volatile List<Integer> cuts = List.of();

    Replay(List<Recording> recordings) {
        this.recordings = recordings.stream().collect(Collectors.toMap(Recording::name, Function.identity()));
        provider.always(this::play);
        StringBuilder yaml = new StringBuilder("tiers: {pro: {requests-per-minute: 1000000}}\nproviders: {openai: "
                + GatewayHarness.openAi(provider) + ", anthropic: " + GatewayHarness.anthropic(provider)
                + "}\nmodels:\n");
        for (Recording recording : recordings) {
            String dialect = recording.protocol() == Protocol.OPENAI ? "openai" : "anthropic";
            yaml.append("  \"%s\": {providers: [{provider: %s, model: \"%s\"}]}%n".formatted(recording, dialect,
                    recording));
        }
        gateway = GatewayHarness.start(yaml.toString());
    }

    HttpResponse<String> ask(Recording recording) {
        return ask(recording, List.of());
    }

    /** @param cutAfter places in the body at which one write ends and the next begins */
    HttpResponse<String> ask(Recording recording, List<Integer> cutAfter) {
        cuts = cutAfter;
        HttpResponse<String> answer = gateway
                .post(recording.request().deepCopy().put("model", recording.name()).toString());
        assertThat(provider.received()).as(answer.body()).isNotEmpty();
        assertThat(provider.lastReceived().json().path("model").textValue()).isEqualTo(recording.name());
        assertThat(provider.lastReceived().path())
                .isEqualTo(recording.protocol() == Protocol.OPENAI ? "/v1/chat/completions" : "/v1/messages");
        return answer;
    }

    private void play(Wire wire) throws IOException {
        JsonNode model = wire.request().json().path("model");
        Recording recording = recordings.get(model.textValue());
        if (recording == null) {
            throw new AssertionError("asked for what was not recorded: " + model);
        }
        wire.raw("HTTP/1.1 %d X\r\ncontent-type: %s\r\ntransfer-encoding: chunked\r\n\r\n".formatted(recording.status(),
                recording.contentType()));
        byte[] body = recording.body();
        int from = 0;
        for (int to : cuts) {
            wire.chunk(Arrays.copyOfRange(body, from, to));
            from = to;
        }
        wire.chunk(Arrays.copyOfRange(body, from, body.length));
        wire.endChunks();
    }

    @Override
    public void close() {
        gateway.close();
        provider.close();
    }
}
