package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.ainative.gateway.fake.Watcher;
import com.ainative.gateway.fake.Watcher.Event;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /v1/jobs/{id}/events}: watching a job, and coming back to it. */
@Timeout(60)
class JobEventsTest {

    private final FakeProvider fake = FakeProvider.start();
    private GatewayHarness gateway = GatewayHarness
            .start("listen: {http: \"127.0.0.1:0\", drain: 50ms}\nproviders: {one: " + GatewayHarness.openAi(fake)
                    + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\njobs: {on-unknown: retry}\n");

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    private String submit(String... more) {
        HttpResponse<String> accepted = gateway.send(gateway.request("/v1/chat/completions")
                .header("prefer", "respond-async").POST(BodyPublishers.ofString(GatewayHarness.chat(more))).build());
        return GatewayHarness.json(accepted).path("id").textValue();
    }

    private Watcher watch(String id, String after) {
        return Watcher.of(gateway, id, after);
    }

    @Test
    @DisplayName("GIVEN a streamed job WHEN it is watched THEN chunks come while it runs, then done, and the stream ends")
    void events_streamed() {
        CountDownLatch rest = new CountDownLatch(1);
        fake.always(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("hel"));
            rest.await();
            wire.chunk(OpenAiSamples.piece("lo") + OpenAiSamples.finish() + OpenAiSamples.done());
            wire.endChunks();
        });
        String id = submit("\"stream\":true");
        try (Watcher watcher = watch(id, "")) {
            assertThat(watcher.nextOf("chunk").json().at("/choices/0/delta/content").textValue()).isEqualTo("hel");
            rest.countDown();
            List<Event> others = watcher.toEnd();
            assertThat(others).extracting(Event::name).startsWith("chunk").endsWith("done");
            assertThat(others.getFirst().json().at("/choices/0/delta/content").textValue()).isEqualTo("lo");
            assertThat(others.getLast().json().path("status").textValue()).isEqualTo("succeeded");
            assertThat(watcher.seen("chunk")).extracting(Event::id).containsExactly("0", "1", "2");
            assertThat(watcher.seen("status")).isNotEmpty()
                    .allSatisfy(event -> assertThat(event.json().path("id").textValue()).isEqualTo(id));
        }
    }

    @Test
    @DisplayName("GIVEN a watcher that has seen some WHEN it comes back THEN it gets what follows, and nothing again")
    void events_resumed() {
        fake.always(OpenAiSamples.says("hello"));
        String id = submit("\"stream\":true");
        List<Event> all;
        try (Watcher watcher = watch(id, "")) {
            all = watcher.toEnd();
        }
        for (int seen = 0; seen < all.size() - 1; seen++) {
            try (Watcher again = watch(id, all.get(seen).id())) {
                assertThat(again.toEnd()).as("after " + all.get(seen)).isEqualTo(
                        all.subList(seen + 1, all.size()).stream().filter(event -> !event.name().equals("status"))
                                .toList());
            }
        }
        HttpResponse<String> nothing = gateway.send(gateway.request("/v1/jobs/" + id + "/events")
                .header("last-event-id", all.getLast().id()).GET().build());
        assertThat(nothing.statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"after,x", "after,-1", "after,99999999999", "last-event-id,7-"})
    @DisplayName("GIVEN an id that no event has WHEN a watcher comes back with it THEN the 400 names where it stands")
    void events_strangeId(String place, String value) {
        fake.always(OpenAiSamples.says("hello"));
        String id = submit();
        var request = gateway
                .request("/v1/jobs/" + id + "/events" + (place.equals("after") ? "?after=" + value : ""));
        if (!place.equals("after")) {
            request.header(place, value);
        }
        HttpResponse<String> refused = gateway.send(request.GET().build());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(GatewayHarness.json(refused).at("/error/param").textValue()).isEqualTo(place);
    }

    @Test
    @DisplayName("GIVEN a stream that breaks off WHEN it is tried again THEN the watcher is told to forget its chunks")
    void events_restart() {
        fake.then(OpenAiSamples.breaksOff("hel")).always(OpenAiSamples.says("hello"));
        try (Watcher watcher = watch(submit("\"stream\":true"), "")) {
            List<Event> all = watcher.toEnd();
            assertThat(all).filteredOn(event -> event.name().equals("restart")).hasSize(1);
            Event restart = watcher.seen("restart").getFirst();
            assertThat(all.subList(0, all.indexOf(restart))).extracting(Event::name).contains("chunk");
            assertThat(all.subList(all.indexOf(restart), all.size())).extracting(Event::name).contains("chunk");
            assertThat(all.getLast().json().path("status").textValue()).isEqualTo("succeeded");
            assertThat(watcher.numbers()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("GIVEN a watched job WHEN the gateway restarts in the middle THEN the watcher goes on where it was")
    void events_restartOfTheGateway() {
        fake.then(wire -> {
            wire.streamHead();
            wire.chunk(OpenAiSamples.piece("hel"));
            wire.awaitHangUp();
        }).always(OpenAiSamples.says("hello"));
        String id = submit("\"stream\":true");
        String last;
        try (Watcher watcher = watch(id, "")) {
            last = watcher.nextOf("chunk").id();
            gateway.close();
            assertThat(watcher.toEnd()).isEmpty();
        }
        assertThat(last).isEqualTo("0");
        gateway = GatewayHarness.start(gateway.folders());
        try (Watcher again = watch(id, last)) {
            List<Event> rest = again.toEnd();
            assertThat(again.numbers()).startsWith(1).isSorted().doesNotHaveDuplicates();
            assertThat(rest).filteredOn(event -> !event.name().equals("status")).extracting(Event::name)
                    .startsWith("restart", "chunk").endsWith("done");
        }
        await().until(() -> fake.openCalls() == 0);
    }

    @Test
    @DisplayName("GIVEN a job that is cancelled WHEN it is watched THEN the watcher is told so at once")
    void events_cancelled() {
        fake.always(wire -> wire.awaitHangUp());
        String id = submit();
        try (Watcher watcher = watch(id, "")) {
            assertThat(watcher.nextOf("status").json().path("id").textValue()).isEqualTo(id);
            await().until(() -> fake.openCalls() == 1);
            gateway.send(gateway.request("/v1/jobs/" + id).DELETE().build());
            assertThat(watcher.toEnd().getLast().json().path("status").textValue()).isEqualTo("cancelled");
        }
    }
}
