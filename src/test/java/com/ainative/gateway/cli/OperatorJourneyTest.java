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

/** The operator's guide, typed against a gateway that runs. */
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
    @DisplayName("GIVEN a running gateway WHEN a route is changed, refused, mended, served and rolled back by commands THEN each says what it did")
    void routes_journey() {
        assertThat(routes("diff").exit()).isZero();

        gateway.writeRoute("hello.camel.yaml", HELLO.replace("setBody", "setBdy"));
        Shell refused = routes("apply");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("hello.camel.yaml", "setBdy");
        assertThat(gateway.get("/v1/hello").statusCode()).isEqualTo(404);

        gateway.writeRoute("hello.camel.yaml", HELLO);
        Shell different = routes("diff");
        assertThat(different.exit()).isEqualTo(1);
        assertThat(different.out()).contains("+    id: hello");
        Shell tried = routes("apply", "--dry-run");
        assertThat(tried.exit()).as(tried.err()).isZero();
        assertThat(tried.out()).contains("passes every check", "1 golden request", "revision 1 still serves");
        assertThat(gateway.get("/v1/hello").statusCode()).isEqualTo(404);
        Shell applied = routes("apply");
        assertThat(applied.out()).contains("serves now, as revision 2");
        assertThat(gateway.get("/v1/hello").body()).isEqualTo("hello");
        assertThat(routes("list").out()).contains("hello");
        assertThat(routes("show", "hello").out()).contains("setBody");

        Shell back = routes("rollback");
        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(gateway.get("/v1/hello").statusCode()).isEqualTo(404);
        assertThat(gateway.post(chat()).statusCode()).isEqualTo(200);
        assertThat(routes("history").out()).contains("operator:alice", "rolled-back");
    }

    @Test
    @DisplayName("GIVEN routes in a folder of one's own WHEN sent THEN they serve, though the gateway's folder does not hold them")
    void routes_sent() {
        gateway.writeRoute("hello.camel.yaml", HELLO);

        Shell applied = routes("apply", gateway.folders().routes().toString());

        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(gateway.get("/v1/hello").body()).isEqualTo("hello");
    }
}
