package com.ainative.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChunkSink;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.Failure;
import com.ainative.gateway.provider.openai.OpenAiDialect;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.TargetConfig;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A reader of a stream that fails itself: the caller must hear of it, and the provider must not be held. */
class StreamFaultTest {

    private final List<String> heard = new ArrayList<>();
    private final List<Failure> upstreamHeard = new ArrayList<>();

    private final ProviderStream stream = new ProviderStream(
            new OpenAiDialect().call(new ChatRequest(Json.object().put("stream", true)), TargetConfig.of("p", "m"))
                    .stream(),
            100_000, new ProviderStream.Upstream() {
                @Override
                public void pause() {
                }

                @Override
                public void resume() {
                }

                @Override
                public void ready() {
                }

                @Override
                public void failed(Failure failure, boolean ready) {
                    upstreamHeard.add(failure);
                }

                @Override
                public void close() {
                }
            });

    private ChunkSink failing() {
        return new ChunkSink() {
            @Override
            public void chunk(ObjectNode chunk) {
                heard.add("chunk");
                throw new IllegalStateException("a step's own fault");
            }

            @Override
            public void ping() {
            }

            @Override
            public void done() {
                heard.add("done");
            }

            @Override
            public void failed(Failure failure) {
                heard.add("failed " + failure.code());
            }
        };
    }

    private static byte[] piece(String text) {
        return ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("GIVEN a reader that fails on a chunk WHEN chunks were kept for it THEN it hears of the failure, and nothing more")
    void chunk_faultWhileFlowing() {
        stream.bytes(piece("one"));
        stream.bytes(piece("two"));

        stream.start(failing());

        assertThat(heard).containsExactly("chunk", "failed " + ErrorCode.INTERNAL.because("").code());
        assertThat(upstreamHeard).hasSize(1);
        stream.bytes(piece("three"));
        assertThat(heard).hasSize(2);
    }

    @Test
    @DisplayName("GIVEN a whole answer that waits WHEN its reader fails THEN it hears of the failure all the same")
    void chunk_faultAfterTheEnd() {
        stream.bytes(piece("one"));
        stream.bytes("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
                .getBytes(StandardCharsets.UTF_8));

        stream.start(failing());

        assertThat(heard).containsExactly("chunk", "failed " + ErrorCode.INTERNAL.because("").code());
    }
}
