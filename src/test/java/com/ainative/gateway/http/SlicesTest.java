package com.ainative.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SlicesTest {

    private final Slices slices = new Slices(Buffer.buffer("abcdefgh"), 3);
    private final List<String> seen = new ArrayList<>();

    /** Pauses the body after each piece, as a full socket does. */
    private final StreamedBody.Sink fullSocket = new StreamedBody.Sink() {
        @Override
        public void write(Buffer bytes) {
            seen.add(bytes.toString());
            slices.pause();
        }

        @Override
        public void end() {
            seen.add("end");
        }

        @Override
        public void broken() {
            seen.add("broken");
        }
    };

    @Test
    @DisplayName("GIVEN a socket that is full after each slice WHEN it takes more THEN slices follow in order, and one end")
    void resume_afterEachSlice() {
        slices.start(fullSocket);
        assertThat(seen).containsExactly("abc");

        slices.resume();
        slices.resume();
        slices.resume();

        assertThat(seen).containsExactly("abc", "def", "gh", "end");
    }

    @Test
    @DisplayName("GIVEN a client that left WHEN the body is cancelled THEN nothing more comes")
    void cancel_midway() {
        slices.start(fullSocket);

        slices.cancel();
        slices.resume();

        assertThat(seen).containsExactly("abc");
        assertThat(slices.keepAlive().length()).isZero();
    }
}
