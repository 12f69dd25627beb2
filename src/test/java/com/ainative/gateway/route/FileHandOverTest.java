package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.JarSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What routes fetch by themselves is taken once, whichever generation takes it. */
@Timeout(90)
public class FileHandOverTest {

    private static final ConcurrentLinkedQueue<String> TAKEN = new ConcurrentLinkedQueue<>();
    private static volatile CountDownLatch go = new CountDownLatch(0);

    private FakeProvider provider;
    private GatewayHarness gateway;
    private Path in;

    /** What the compiled route does with each file. */
    public static void take(String name) throws InterruptedException {
        TAKEN.add(name);
        go.await();
    }

    @BeforeEach
    void start() throws IOException {
        TAKEN.clear();
        go = new CountDownLatch(0);
        provider = FakeProvider.start();
        gateway = GatewayHarness.start("providers: {one: " + GatewayHarness.openAi(provider)
                + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\nreload: {watch: 0s, route-jars: true}\n");
        in = Files.createDirectories(gateway.folders().files().resolve("in"));
        JarSource.write(Files.createDirectories(gateway.folders().routes().resolve("lib")).resolve("taking.jar"),
                JarSource.routes("Taking", """
                        from("file:{{files}}/in?initialDelay=0&delay=5").routeId("taking")
                          .process(e -> com.ainative.gateway.route.FileHandOverTest.take(
                              e.getMessage().getHeader("CamelFileName", String.class)));
                        """).jar());
        change(0);
    }

    @AfterEach
    void stop() {
        go.countDown();
        gateway.close();
        provider.close();
    }

    private void change(int set) {
        gateway.writeRoute("extra.camel.yaml", """
                - route:
                    id: extra
                    from:
                      uri: platform-http:/v1/extra
                      steps:
                        - setBody: { constant: "SET" }
                """.replace("SET", "" + set));
        gateway.reload();
    }

    private void drop(String name) throws IOException {
        Files.move(Files.writeString(Files.createTempFile("drop", ".txt"), "x"), in.resolve(name));
    }

    @Test
    @DisplayName("GIVEN a route that fetches files WHEN reloaded again and again THEN every file is taken, and none twice")
    void reload_filesOnce() throws IOException {
        for (int set = 1; set <= 8; set++) {
            for (int i = 0; i < 5; i++) {
                drop(set + "-" + i);
            }
            change(set);
        }

        await().untilAsserted(() -> assertThat(TAKEN).hasSizeGreaterThanOrEqualTo(40));
        drop("last");
        await().untilAsserted(() -> assertThat(TAKEN).contains("last"));
        assertThat(TAKEN).doesNotHaveDuplicates().hasSize(41);
    }

    @Test
    @DisplayName("GIVEN a file whose processing takes long WHEN reloaded THEN requests are answered by the new routes at once, and files wait until the old ones are done")
    void reload_slowFile() throws IOException {
        go = new CountDownLatch(1);
        drop("slow");
        await().untilAsserted(() -> assertThat(TAKEN).contains("slow"));

        change(1);
        change(2);
        assertThat(gateway.get("/v1/extra").body()).isEqualTo("2");
        drop("next");
        // Long enough for a second poller to have taken either.
        IntStream.range(0, 20).forEach(i -> assertThat(gateway.get("/v1/extra").body()).isEqualTo("2"));
        assertThat(TAKEN).containsExactly("slow");
        go.countDown();

        await().untilAsserted(() -> assertThat(TAKEN).containsExactlyElementsOf(List.of("slow", "next")));
        assertThat(in.resolve("slow")).doesNotExist();
    }
}
