package com.ainative.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.ainative.gateway.chat.ChatAnswer;
import com.ainative.gateway.chat.ChatRequest;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.ModelConfig;
import com.ainative.gateway.config.ModelConfig.Strategy;
import com.ainative.gateway.config.ProviderConfig;
import com.ainative.gateway.config.TargetConfig;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Cancellation;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.provider.ProviderOutcome.Answered;
import com.ainative.gateway.provider.ProviderOutcome.Refused;
import com.ainative.gateway.provider.ProviderOutcome.Unavailable;
import com.ainative.gateway.config.DataSize;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The shipped providers route in a bare Camel context, with {@code llm:} answered by the test itself. */
class ProvidersRouteTest extends CamelTestSupport {

    private static final TargetConfig ONE = TargetConfig.of("one", "m");
    private static final TargetConfig TWO = TargetConfig.of("two", "m");

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, ProviderOutcome> outcomes = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Cooldowns cooldowns = new Cooldowns(InstantSource.system(), System::nanoTime);

    @AfterEach
    void close() {
        vertx.close();
    }

    private static ProviderConfig provider(String name) {
        Duration second = Duration.ofSeconds(1);
        return new ProviderConfig(name, "openai", URI.create("http://127.0.0.1:1/v1"), null, true, true, Map.of(),
                new ProviderConfig.Timeouts(second, second, second, second), new DataSize(1_000), null, null,
                new ProviderConfig.Breaker(50, 10, 10, second, 3), false);
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("virtualThreads", Executors.newVirtualThreadPerTaskExecutor());
        registry.bind("planProviders", new PlanProviders(
                Map.of("fast", new ModelConfig("fast", Strategy.ORDER, List.of(ONE, TWO)),
                        "raced", new ModelConfig("raced", Strategy.RACE, List.of(ONE, TWO))),
                Map.of("one", provider("one"), "two", provider("two")), cooldowns));
        registry.bind("askAllAtOnce", new AskAllAtOnce());
        registry.bind("nextProvider", new NextProvider());
        registry.bind("allProviders", new AllProviders());
        registry.bind("bestOutcome", new BestOutcome());
        registry.bind("providerUnavailable", new ProviderUnavailable());
        registry.bind("settleOutcome", new SettleOutcome());
        registry.bind("transformAnswer", (Processor) exchange -> {
        });
        registry.bind("breaker-one-m", CircuitBreaker.ofDefaults("breaker-one-m"));
        registry.bind("breaker-two-m", CircuitBreaker.ofDefaults("breaker-two-m"));
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() throws Exception {
        CamelContext context = context();
        // The scripted provider stands where llm: stands; direct: needs no network.
        context.addComponent("llm", new ScriptedProvider(outcomes, asked));
        var shipped = PluginHelper.getRoutesLoader(context)
                .findRoutesBuilders(ResourceHelper.resolveResource(context, "file:routes/providers.camel.yaml"));
        List<RoutesBuilder> builders = new ArrayList<>(shipped);
        builders.add(new RouteBuilder() {
            @Override
            public void configure() {
                for (TargetConfig target : List.of(ONE, TWO)) {
                    templatedRoute("provider").routeId("provider-" + target.id()).prefixId(target.id())
                            .parameter("target", target.id());
                }
            }
        });
        return builders.toArray(new RoutesBuilder[0]);
    }

    private final Cancellation caller = new Cancellation();

    private Exchange ask(String model) {
        var json = Json.object().put("model", model);
        json.putArray("messages").addObject().put("role", "user");
        return template().request("direct:answer", exchange -> {
            exchange.setVariable(ChatRequest.VARIABLE, new ChatRequest(json));
            exchange.setVariable(Request.VARIABLE,
                    new Request("r", "POST", "/", "", Map.of(), null, vertx.getOrCreateContext(),
                            caller, System.nanoTime()));
        });
    }

    private static Answered answered(TargetConfig target) {
        return new Answered(target, new ChatAnswer.Whole(Json.object().put("from", target.provider())),
                List.of("seed"));
    }

    @Test
    @DisplayName("GIVEN a sick first WHEN asked in order THEN the second's answer, its name and what it dropped come out")
    void answer_inOrder() {
        outcomes.put("one-m", new Unavailable(ONE, ErrorCode.UPSTREAM_FAILED.because("down"), true));
        outcomes.put("two-m", answered(TWO));

        Exchange answer = ask("fast");

        assertThat(asked).containsExactly("one-m", "two-m");
        assertThat(answer.getMessage().getBody(ChatAnswer.class))
                .isEqualTo(new ChatAnswer.Whole(Json.object().put("from", "two")));
        assertThat(answer.getMessage().getHeader("x-gateway-provider")).isEqualTo("two");
        assertThat(answer.getMessage().getHeader("x-gateway-dropped-params")).isEqualTo("seed");
    }

    @Test
    @DisplayName("GIVEN a refusal WHEN asked in order THEN the second is not asked and the refusal is thrown")
    void answer_refused() {
        outcomes.put("one-m", new Refused(ONE, ErrorCode.INVALID_REQUEST.because("no")));

        assertThat(ask("fast").getException()).isInstanceOf(GatewayException.class).hasMessage("no");
        assertThat(asked).containsExactly("one-m");
    }

    @Test
    @DisplayName("GIVEN a caller that left WHEN its turn comes THEN nobody is asked, and it is no fault of the gateway")
    void answer_callerLeft() {
        caller.cancel();

        assertThat(ask("fast").getException()).isInstanceOfSatisfying(GatewayException.class,
                thrown -> assertThat(thrown.failure().status()).isEqualTo(499));
        assertThat(asked).isEmpty();
    }

    @Test
    @DisplayName("GIVEN one that answers WHEN raced THEN both are asked and the answer comes out")
    void answer_raced() {
        outcomes.put("one-m", new Unavailable(ONE, ErrorCode.OVERLOADED.because("busy"), true));
        outcomes.put("two-m", answered(TWO));

        assertThat(ask("raced").getMessage().getBody())
                .isEqualTo(new ChatAnswer.Whole(Json.object().put("from", "two")));
        assertThat(asked).containsExactlyInAnyOrder("one-m", "two-m");
    }

    @Test
    @DisplayName("GIVEN a step that throws something unheard of WHEN inside the breaker THEN the next provider answers all the same")
    void answer_strangeException() {
        outcomes.put("two-m", answered(TWO));

        assertThat(ask("fast").getMessage().getHeader("x-gateway-provider")).isEqualTo("two");
    }
}
