package com.ainative.gateway;

import com.ainative.gateway.auth.Authenticate;
import com.ainative.gateway.auth.JwksRoutes;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenVerifier;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.chat.ModelsRoutes;
import com.ainative.gateway.chat.ReadChatRequest;
import com.ainative.gateway.chat.WriteAnswer;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.LoadedConfig;
import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.http.BodyBudget;
import com.ainative.gateway.http.FrontDoor;
import com.ainative.gateway.http.GatewayHttpEngine;
import com.ainative.gateway.http.EdgeTransport;
import com.ainative.gateway.limit.Admit;
import com.ainative.gateway.limit.RequestLimits;
import com.ainative.gateway.observe.HealthRoutes;
import com.ainative.gateway.observe.RequestLog;
import com.ainative.gateway.provider.AllProviders;
import com.ainative.gateway.provider.AskAllAtOnce;
import com.ainative.gateway.provider.BestOutcome;
import com.ainative.gateway.provider.Breakers;
import com.ainative.gateway.provider.Cooldowns;
import com.ainative.gateway.provider.Dialect;
import com.ainative.gateway.provider.NextProvider;
import com.ainative.gateway.provider.PlanProviders;
import com.ainative.gateway.provider.ProviderHttp;
import com.ainative.gateway.provider.ProviderRoutes;
import com.ainative.gateway.provider.ProviderUnavailable;
import com.ainative.gateway.provider.SettleOutcome;
import com.ainative.gateway.provider.anthropic.AnthropicDialect;
import com.ainative.gateway.provider.openai.OpenAiDialect;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.transform.TransformAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: every object of the running gateway is made here, in the order of dependence. What lives as long
 * as the process is a field; what belongs to one set of routes and configuration is made in {@link #generation}.
 */
public final class GatewayRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRuntime.class);

    private final InstantSource clock = InstantSource.system();
    private final Vertx vertx = Vertx.builder().with(new VertxOptions().setUseDaemonThread(false))
            .withTransport(EdgeTransport.create()).build();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final ProviderHttp providerHttp = new ProviderHttp(vertx);
    private final BodyBudget bodies = BodyBudget.ofHeap();
    private final Breakers breakers = new Breakers();
    private final Cooldowns cooldowns = new Cooldowns(clock, System::nanoTime);
    private final RequestLimits limits = new RequestLimits(System::nanoTime);
    private final Map<String, Dialect> dialects = Map.of("openai", new OpenAiDialect(), "anthropic",
            new AnthropicDialect(clock));
    private @Nullable Generation generation;
    private @Nullable FrontDoor frontDoor;

    private GatewayRuntime() {
    }

    /**
     * Brings up what takes longest the first time in a JVM: elliptic curves and JSON. For a thread of its own beside the
     * one that reads the command line; changes nothing.
     */
    public static void warmUp() {
        SigningKeys.warmUp();
        Json.write(Json.object());
    }

    private void open(Folders folders) {
        LoadedConfig loaded = new ConfigReader(System::getenv).read(folders.config());
        loaded.notices().forEach(LOG::warn);
        GatewayConfig config = loaded.config();
        config.providers().values().stream().filter(provider -> !provider.configured()).forEach(provider -> LOG
                .warn("Provider {} is not configured, for its api-key is empty: it is never asked", provider.name()));
        SigningKeys keys = SigningKeys.open(folders.data());
        Generation first = generation(config, folders, keys);
        generation = first;
        FrontDoor door = new FrontDoor(vertx, config.listen(), first.engine());
        frontDoor = door;
        door.open();
        LOG.info("Serving applications on {}", door.url());
    }

    /**
     * Starts a gateway; when this returns it serves.
     *
     * @throws com.ainative.gateway.config.ConfigException naming every problem of the configuration
     * @throws IllegalStateException when a route is wrong or the address is taken
     */
    public static GatewayRuntime start(Folders folders) {
        GatewayRuntime runtime = new GatewayRuntime();
        try {
            runtime.open(folders);
            return runtime;
        } catch (RuntimeException | Error e) {
            runtime.close();
            throw e;
        }
    }

    private Generation generation(GatewayConfig config, Folders folders, SigningKeys keys) {
        ProviderRoutes providers = new ProviderRoutes(config, dialects, breakers, cooldowns, providerHttp);
        Map<String, Object> beans = new HashMap<>(providers.breakers());
        beans.put("llm", providers.component());
        beans.put("virtualThreads", virtualThreads);
        beans.put("authenticate", new Authenticate(new TokenVerifier(config.auth(), keys, clock)));
        beans.put("readChatRequest", new ReadChatRequest());
        beans.put("admit", new Admit(config.tiers(), limits));
        beans.put("planProviders", new PlanProviders(config.models(), config.providers(), cooldowns));
        beans.put("askAllAtOnce", new AskAllAtOnce());
        beans.put("nextProvider", new NextProvider());
        beans.put("allProviders", new AllProviders());
        beans.put("bestOutcome", new BestOutcome());
        beans.put("providerUnavailable", new ProviderUnavailable());
        beans.put("settleOutcome", new SettleOutcome());
        beans.put("transformAnswer", new TransformAnswer(config.transform()));
        beans.put("writeAnswer", new WriteAnswer());
        beans.put("answerError", new AnswerError());
        return new Generation(folders.routes(), new GatewayHttpEngine(vertx, config.listen(), bodies, new RequestLog()),
                beans,
                List.of(providers, new HealthRoutes(config), new ModelsRoutes(config.models()), new JwksRoutes(keys)));
    }

    /** Where applications call, without a trailing slash. */
    public URI url() {
        return Objects.requireNonNull(frontDoor).url();
    }

    /** Lets running requests end within the configured drain time, then stops everything. */
    @Override
    public void close() {
        if (frontDoor != null) {
            frontDoor.close();
        }
        if (generation != null) {
            generation.close();
        }
        providerHttp.close();
        virtualThreads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
