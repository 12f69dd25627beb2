package com.ainative.gateway.cli;

import static com.ainative.gateway.fake.GatewayHarness.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.fake.Answer;
import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands against a gateway that runs; what they print is in the operator's guide, and tested there. */
@Timeout(60)
class OperatorJourneyTest {

    private static final String HELLO = """
            - route:
                id: hello
                from:
                  uri: platform-http:/v1/hello
                  parameters: { httpMethodRestrict: GET }
                  steps:
                    - setBody: { constant: "hello" }
            """;

    private FakeProvider provider;
    private GatewayHarness gateway;
    private Map<String, String> environment;

    @BeforeEach
    void start() {
        provider = FakeProvider.start().always(OpenAiSamples.says(Answer.text("hello")));
        gateway = GatewayHarness.inFrontOf(provider);
        environment = Map.of("AINATIVE_ADMIN_URL", gateway.adminUrl().toString(), "AINATIVE_TOKEN",
                gateway.token("alice", "pro", "operator"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    private Shell routes(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "routes";
        System.arraycopy(args, 0, all, 1, args.length);
        return Shell.run(environment, all);
    }

    @Test
    @DisplayName("GIVEN a running gateway WHEN routes are compared, refused and served by commands THEN scripts learn of it by the exit code")
    void routes_exitCodes() {
        assertThat(routes("diff").exit()).isZero();
        gateway.writeRoute("hello.camel.yaml", HELLO.replace("setBody", "setBdy"));
        assertThat(routes("apply").exit()).isEqualTo(2);
        assertThat(gateway.get("/v1/hello").statusCode()).isEqualTo(404);
        gateway.writeRoute("hello.camel.yaml", HELLO);
        assertThat(routes("diff").exit()).isEqualTo(1);
        assertThat(routes("apply", "--dry-run").exit()).isZero();
        assertThat(gateway.get("/v1/hello").statusCode()).isEqualTo(404);
        assertThat(routes("apply").exit()).isZero();
        assertThat(gateway.get("/v1/hello").body()).isEqualTo("hello");
        assertThat(routes("rollback").exit()).isZero();
        assertThat(gateway.get("/v1/hello").statusCode()).isEqualTo(404);
        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("GIVEN routes in a folder of one's own WHEN sent THEN they serve, though the gateway's folder does not hold them")
    void routes_sent() {
        gateway.writeRoute("hello.camel.yaml", HELLO);

        Shell applied = routes("apply", gateway.folders().routes().toString());

        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(gateway.get("/v1/hello").body()).isEqualTo("hello");
    }

    @Test
    @DisplayName("GIVEN a change of the configuration WHEN previewed with --yes THEN the preview is told first, and then it serves")
    void routes_preview() {
        gateway.changeConfig("model: m1", "model: m2");

        Shell applied = routes("apply", "--preview", "1s", "--yes");

        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(applied.out()).containsSubsequence("was compared on 0 of 0 requests", "nothing is known",
                "serves now, as revision 2");
        gateway.post(chat());
        assertThat(provider.lastReceived().body()).contains("m2");
    }
}
