package com.ainative.gateway;

import com.ainative.gateway.account.AccountServices;
import com.ainative.gateway.account.KeyRoutes;
import com.ainative.gateway.account.LoginRoutes;
import com.ainative.gateway.auth.Authenticate;
import com.ainative.gateway.auth.JwksRoutes;
import com.ainative.gateway.auth.ApiKeys;
import com.ainative.gateway.auth.OutsideTokens;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.auth.Ticketing;
import com.ainative.gateway.auth.TokenVerifier;
import com.ainative.gateway.auth.issuer.Issuers;
import com.ainative.gateway.batch.BatchRoutes;
import com.ainative.gateway.batch.Batches;
import com.ainative.gateway.batch.FileRoutes;
import com.ainative.gateway.chat.ModelsRoutes;
import com.ainative.gateway.chat.ReadChatRequest;
import com.ainative.gateway.chat.WriteAnswer;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.error.AnswerError;
import com.ainative.gateway.error.Surface;
import com.ainative.gateway.http.ApiVersions;
import com.ainative.gateway.http.BodyBudget;
import com.ainative.gateway.http.ClientAddress;
import com.ainative.gateway.http.GatewayHttpEngine;
import com.ainative.gateway.http.RequestEnd;
import com.ainative.gateway.ingest.QueueComponent;
import com.ainative.gateway.ingest.RefuseMessage;
import com.ainative.gateway.job.AcceptJob;
import com.ainative.gateway.job.AnswerLater;
import com.ainative.gateway.job.AtLimit;
import com.ainative.gateway.job.DispatchJob;
import com.ainative.gateway.job.JobRoutes;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.job.KeepAnswer;
import com.ainative.gateway.job.KeepFailure;
import com.ainative.gateway.job.MayWait;
import com.ainative.gateway.job.WriteJob;
import com.ainative.gateway.limit.Admit;
import com.ainative.gateway.limit.Budgets;
import com.ainative.gateway.limit.RequestLimits;
import com.ainative.gateway.observe.HealthRoutes;
import com.ainative.gateway.observe.Readiness;
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
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.Outcomes;
import com.ainative.gateway.reload.UntouchedFiles;
import com.ainative.gateway.store.StoreAwayException;
import com.ainative.gateway.transform.TransformAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The half of the composition root that is gone through for each generation: every step, component and built-in route. What
 * outlives a generation is handed in once.
 */
final class GatewayAssembly implements Assembly {

    /** What calls leave behind: it makes the next call differ. */
    private record Memory(Breakers breakers, Cooldowns cooldowns, RequestLimits limits) {

        static Memory fresh(InstantSource clock) {
            return new Memory(new Breakers(), new Cooldowns(clock, System::nanoTime),
                    new RequestLimits(System::nanoTime));
        }

        static Memory forTrying(InstantSource clock) {
            return new Memory(new Breakers(), Cooldowns.none(clock), new RequestLimits(System::nanoTime));
        }
    }

    private final Vertx vertx;
    private final ExecutorService virtualThreads;
    private final ProviderHttp providerHttp;
    private final Access access;
    private final InstantSource clock;
    private final Readiness readiness;
    private final Supplier<Jobs> jobs;
    private final Supplier<Batches> batches;
    private final Path files;
    private final Memory lasting;
    private final BodyBudget bodies = BodyBudget.ofHeap();
    private final Map<String, Dialect> dialects;

    GatewayAssembly(Vertx vertx, ExecutorService virtualThreads, ProviderHttp providerHttp, Access access,
            Readiness readiness, InstantSource clock, Supplier<Jobs> jobs, Supplier<Batches> batches, Path files) {
        this.vertx = vertx;
        this.virtualThreads = virtualThreads;
        this.providerHttp = providerHttp;
        this.access = access;
        this.readiness = readiness;
        this.clock = clock;
        this.jobs = jobs;
        this.batches = batches;
        this.files = files;
        this.lasting = Memory.fresh(clock);
        this.dialects = Map.of("openai", new OpenAiDialect(), "anthropic", new AnthropicDialect(clock));
    }

    @Override
    public GenerationParts live(GatewayConfig config, String generation) {
        return parts(config, generation, lasting, new RequestLog(() -> generation),
                People.of(access.accounts(),
                        Issuers.live(config.auth().issuers(), config.tiers().keySet(), access.outside())),
                Map.of("acceptJob", new AcceptJob(job -> jobs.get().accept(job), config.jobs().webhooks())));
    }

    @Override
    public GenerationParts apart(GatewayConfig config, String generation) {
        return parts(config, generation, Memory.forTrying(clock), RequestEnd.unheard(),
                People.apart(Issuers.apart(config.auth().issuers(), config.tiers().keySet(), access.outside())),
                Map.of("file", new UntouchedFiles(), "acceptJob", AcceptJob.apart(config.jobs().webhooks())));
    }

    /** Who comes with something that only the store or another issuer knows. */
    private record People(Supplier<AccountServices> services, ApiKeys keys, Ticketing tickets,
            Budgets budgets, OutsideTokens outside) {

        /** What is tried apart makes nobody an account, and lets nobody in by one. */
        static People apart(OutsideTokens outside) {
            return new People(() -> {
                throw new StoreAwayException("There are no accounts in a rehearsal.", null);
            }, ApiKeys.NONE, Ticketing.NONE, Budgets.NONE, outside);
        }

        static People of(Supplier<AccountServices> services, OutsideTokens outside) {
            return new People(services, (key, from) -> services.get().knownKeys().caller(key, from),
                    (ticket, from) -> services.get().tickets().redeem(ticket, from),
                    spending -> services.get().budgets().take(spending), outside);
        }
    }

    private GenerationParts parts(GatewayConfig config, String generation, Memory memory, RequestEnd log,
            People people, Map<String, Object> own) {
        ProviderRoutes providers = new ProviderRoutes(config, dialects, memory.breakers, memory.cooldowns,
                providerHttp);
        Map<String, Object> beans = new HashMap<>(own);
        beans.putAll(providers.breakers());
        beans.put("llm", providers.component());
        beans.put("virtualThreads", virtualThreads);
        ClientAddress address = new ClientAddress(config.listen().proxies());
        Authenticate authenticate = new Authenticate(
                new TokenVerifier(config.auth(), access.keys(), people.outside, access.revocations(), clock),
                people.keys, people.tickets, address);
        beans.put("authenticate", authenticate);
        beans.put("readChatRequest", new ReadChatRequest());
        beans.put("admit", new Admit(config.tiers(), memory.limits, access.revocations(), people.budgets, clock));
        beans.put("planProviders", new PlanProviders(config.models(), config.providers(), memory.cooldowns));
        beans.put("askAllAtOnce", new AskAllAtOnce());
        beans.put("nextProvider", new NextProvider());
        beans.put("allProviders", new AllProviders());
        beans.put("bestOutcome", new BestOutcome());
        beans.put("providerUnavailable", new ProviderUnavailable());
        beans.put("settleOutcome", new SettleOutcome());
        beans.put("transformAnswer", new TransformAnswer(config.transform()));
        beans.put("writeAnswer", new WriteAnswer());
        beans.put("queue", new QueueComponent());
        beans.put("refuseMessage", new RefuseMessage());
        beans.put("answerLater", new AnswerLater());
        beans.put("mayWait", new MayWait());
        beans.put("atLimit", new AtLimit());
        beans.put("writeJob", new WriteJob());
        beans.put("dispatchJob", new DispatchJob(() -> jobs.get().settlement()));
        beans.put("keepAnswer", new KeepAnswer(() -> jobs.get().settlement(), () -> jobs.get().events()));
        beans.put("keepFailure", new KeepFailure(() -> jobs.get().settlement()));
        beans.put("answerError", new AnswerError(Surface.OPENAI));
        CharSequence onWire = HttpHeaders.createOptimized(generation);
        Supplier<CharSequence> name = () -> onWire;
        Outcomes outcomes = new Outcomes(log, HealthRoutes.IDS);
        return new GenerationParts(
                new GatewayHttpEngine(vertx, config.listen(), bodies, outcomes,
                        path -> Surface.of(path, ApiVersions.MOUNT), name),
                beans,
                List.of(providers, new HealthRoutes(config, readiness), new ModelsRoutes(config.models()),
                        new JwksRoutes(access.keys()), new JobRoutes(jobs), new FileRoutes(batches),
                        new BatchRoutes(batches),
                        new LoginRoutes(people.services, config.auth(),
                                new TokenIssuer(config.auth(), access.keys(), clock),
                                authenticate, address),
                        new KeyRoutes(people.services, config.tiers().keySet(), authenticate, address)),
                outcomes, config.ingest() == null ? IngestConfig.QUEUE : config.ingest().queue(), files);
    }
}
