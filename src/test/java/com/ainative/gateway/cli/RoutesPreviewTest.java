package com.ainative.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.Gateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code routes apply --preview}. */
class RoutesPreviewTest {

    private static final String SAME = "{\"generation\":\"bb\",\"seen\":120,\"compared\":118,\"skipped\":2,\"differences\":[]}";
    private static final String DIFFERS = """
            {"generation":"bb","seen":120,"compared":118,"skipped":2,"differences":[\
            {"kind":"refusal","count":3,"now":"200","then":"403 unknown\\n tier","example":"r-1"},\
            {"kind":"providers","count":10,"now":"openai, anthropic","then":"anthropic","example":"r-2"}]}""";
    private static final String TOLD = """
            generation bb was compared on 118 of 120 requests, 2 were skipped
            WHAT       COUNT  NOW                THEN              EXAMPLE
            refusal    3      200                403 unknown tier  r-1
            providers  10     openai, anthropic  anthropic         r-2
            """;
    private static final String SERVES = "generation bb serves now, as revision 12, after 5 ms\n";
    private static final String NOTHING_CHANGED = "ainative: nothing was changed; --yes applies it\n";

    private AdminPort port;

    @BeforeEach
    void start() throws IOException {
        port = AdminPort.start();
    }

    @AfterEach
    void stop() {
        port.close();
    }

    private static String applied(String generation) {
        return "{\"generation\":\"" + generation
                + "\",\"revision\":12,\"changed\":true,\"serving\":true,\"millis\":5,\"goldens\":0,\"notices\":[]}";
    }

    @Test
    @DisplayName("GIVEN requests for which something differs WHEN --preview is given THEN it is told, and not applied: exit code 1")
    void call_differs() {
        port.on("preview", DIFFERS);

        assertThat(port.routes("apply", "--preview", "60s")).isEqualTo(new Shell(1, TOLD, NOTHING_CHANGED));
        assertThat(port.asked()).containsExactly("POST /admin/preview?seconds=60");
        assertThat(port.sent()).hasToString("{}");
    }

    @Test
    @DisplayName("GIVEN nothing that differs WHEN --preview is given THEN that is told, and not applied: exit code 0")
    void call_same() {
        port.on("preview", SAME);

        assertThat(port.routes("apply", "--preview", "2m")).isEqualTo(new Shell(0,
                "generation bb was compared on 118 of 120 requests, 2 were skipped\nno refusal, limit or provider would differ\n",
                NOTHING_CHANGED));
        assertThat(port.asked()).containsExactly("POST /admin/preview?seconds=120");
    }

    @Test
    @DisplayName("GIVEN no traffic WHEN --preview is given THEN it does not claim that nothing would differ")
    void call_noTraffic() {
        port.on("preview", "{\"generation\":\"bb\",\"seen\":0,\"compared\":0,\"skipped\":0,\"differences\":[]}");

        Shell shell = port.routes("apply", "--preview", "60s");

        assertThat(shell.exit()).isZero();
        assertThat(shell.out()).endsWith("nothing is known about a difference\n").doesNotContain("would differ");
    }

    @Test
    @DisplayName("GIVEN --yes WHEN the preview of a folder is over THEN the same files are applied, whatever differs")
    void call_yes(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), "- a");
        port.on("preview", DIFFERS).on("apply", applied("bb"));

        assertThat(port.routes("apply", folder.toString(), "--preview", "60s", "--yes"))
                .isEqualTo(new Shell(0, TOLD + SERVES, ""));
        assertThat(port.asked()).containsExactly("POST /admin/preview?seconds=60",
                "POST /admin/apply?generation=bb");
        assertThat(port.server().seen()).extracting(FakeGateway.Seen::body)
                .containsOnly("{\"files\":{\"a.camel.yaml\":\"- a\"}}");
    }

    @Test
    @DisplayName("GIVEN folders of the gateway's that change within a preview WHEN it is to be applied THEN that is refused, for something else was previewed")
    void call_changedMeanwhile() {
        port.on("preview", SAME).refuses("reload", 409, "{\"detail\":\"The gateway's folders have changed.\"}");

        Shell shell = port.routes("apply", "--preview", "60s", "--yes");

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.err()).contains("The gateway's folders have changed.");
        assertThat(port.asked()).last().isEqualTo("POST /admin/reload?generation=bb");
    }

    @Test
    @DisplayName("GIVEN --json WHEN a preview is applied THEN each of the two answers is a line, and nothing else is said")
    void call_json() {
        port.on("preview", DIFFERS).on("reload", applied("cc"));

        assertThat(port.routes("apply", "--preview", "60s", "--json")).isEqualTo(new Shell(1, DIFFERS + "\n", ""));
        assertThat(port.routes("apply", "--preview", "60s", "--yes", "--json"))
                .isEqualTo(new Shell(0, DIFFERS + "\n" + applied("cc") + "\n", ""));
    }

    @Test
    @DisplayName("GIVEN routes that are refused WHEN a preview is asked for THEN nothing is applied, --yes or not")
    void call_refused() {
        port.refuses("preview", 422,
                "{\"detail\":\"One problem\",\"problems\":[{\"file\":\"f\",\"line\":1,\"column\":2,\"message\":\"bad\"}]}");

        assertThat(port.routes("apply", "--preview", "60s", "--yes"))
                .isEqualTo(new Shell(2, "", "f:1:2 bad\nainative: One problem\n"));
        assertThat(port.asked()).containsExactly("POST /admin/preview?seconds=60");
    }

    @Test
    @DisplayName("GIVEN a preview that takes its time WHEN it is waited for THEN standard error says how far it is")
    void call_progress() {
        CountDownLatch told = new CountDownLatch(1);
        AtomicBoolean inTime = new AtomicBoolean();
        port.server().on("/admin/preview", exchange -> {
            inTime.set(within(told));
            FakeGateway.write(exchange, 200, SAME);
        });
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter() {
            @Override
            public void flush() {
                if (toString().contains("ainative: previewing, 100ms of 1s\n")) {
                    told.countDown();
                }
            }
        };

        int exit = Gateway.commandLine(Shell.surroundings(Map.of())).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("routes", "apply", "--preview", "1s", "--url", port.server().url().toString());

        assertThat(exit).isZero();
        assertThat(inTime).isTrue();
        assertThat(err.toString()).endsWith(NOTHING_CHANGED);
        assertThat(out.toString()).startsWith("generation bb was compared");
    }

    private static boolean within(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
