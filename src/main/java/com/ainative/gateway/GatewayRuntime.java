package com.ainative.gateway;

import com.ainative.gateway.account.AccountServices;
import com.ainative.gateway.account.Actor;
import com.ainative.gateway.account.Audit;
import com.ainative.gateway.admin.AdminRoutes;
import com.ainative.gateway.admin.KeyRoutes;
import com.ainative.gateway.admin.OrganisationRoutes;
import com.ainative.gateway.admin.QueueRoutes;
import com.ainative.gateway.admin.UserRoutes;
import com.ainative.gateway.auth.Authenticate;
import com.ainative.gateway.auth.KeyOrigin;
import com.ainative.gateway.auth.KeyRotation;
import com.ainative.gateway.auth.KeystoreKeys;
import com.ainative.gateway.auth.Revocations;
import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.issuer.OutsideKeys;
import com.ainative.gateway.batch.Batches;
import com.ainative.gateway.broker.Broker;
import com.ainative.gateway.broker.Brokers;
import com.ainative.gateway.broker.TokenCheck.Who;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.config.IngestConfig;
import com.ainative.gateway.config.ListenConfig;
import com.ainative.gateway.config.Signing;
import com.ainative.gateway.config.WebhooksConfig;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.error.Surface;
import com.ainative.gateway.http.BodyBudget;
import com.ainative.gateway.http.EdgeTransport;
import com.ainative.gateway.http.FrontDoor;
import com.ainative.gateway.http.GatewayHttpEngine;
import com.ainative.gateway.ingest.QueueComponent;
import com.ainative.gateway.ingest.Queues;
import com.ainative.gateway.job.Address;
import com.ainative.gateway.job.Jobs;
import com.ainative.gateway.job.WebhookCourier;
import com.ainative.gateway.observe.Readiness;
import com.ainative.gateway.observe.RequestLog;
import com.ainative.gateway.provider.ProviderHttp;
import com.ainative.gateway.reload.Assembly;
import com.ainative.gateway.reload.Following;
import com.ainative.gateway.reload.Generation;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.History;
import com.ainative.gateway.reload.Outcomes;
import com.ainative.gateway.reload.Preparation;
import com.ainative.gateway.reload.Reload;
import com.ainative.gateway.reload.SourceReader;
import com.ainative.gateway.reload.golden.DryRun;
import com.ainative.gateway.reload.preview.Preview;
import com.ainative.gateway.store.Feed;
import com.ainative.gateway.store.Store;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: every object of the running gateway is made here, in the order of dependence. What lives as long
 * as the process is a field; what belongs to one set of routes and configuration is made by {@link GatewayAssembly}.
 */
public final class GatewayRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRuntime.class);

    private final InstantSource clock = InstantSource.system();
    private final Vertx vertx = Vertx.builder().with(new VertxOptions().setUseDaemonThread(false))
            .withTransport(EdgeTransport.create()).build();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final ProviderHttp providerHttp = new ProviderHttp(vertx);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().name("reload").daemon().factory());
    private @Nullable Reload reload;
    private @Nullable Store store;
    private final Revocations revocations = new Revocations();
    private final OutsideKeys outside = OutsideKeys.fetched(vertx, virtualThreads);
    private @Nullable AccountServices accounts;
    private @Nullable Jobs jobs;
    private @Nullable Queues queues;
    private @Nullable Feed feed;
    private @Nullable KeyOrigin keyOrigin;
    private @Nullable Batches batches;
    private @Nullable Preview preview;
    private @Nullable FrontDoor frontDoor;
    private @Nullable Generation admin;
    private @Nullable FrontDoor adminDoor;
    private final Readiness readiness = new Readiness();
    private @Nullable Following following;

    private GatewayRuntime() {
        // A limit that is not needed any more would else stay until its time, one for each reload.
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Brings up what takes longest the first time in a JVM: elliptic curves and JSON. For a thread of its own beside the
     * one that reads the command line; changes nothing.
     */
    public static void warmUp() {
        SigningKeys.warmUp();
        Json.write(Json.object());
    }

    private void open(Folders folders, String build) {
        ConfigReader configReader = new ConfigReader(System::getenv);
        // Until it is known where the real ones are; nobody is served before.
        SigningKeys keys = SigningKeys.throwAway();
        Assembly assembly = new GatewayAssembly(vertx, virtualThreads, providerHttp,
                new Access(keys, outside, revocations, () -> Objects.requireNonNull(accounts, "not started")),
                readiness, clock, () -> Objects.requireNonNull(jobs, "not started"),
                () -> Objects.requireNonNull(batches, "not started"), folders.files());
        SourceReader sources = new SourceReader(folders.config(), folders.routes(), configReader);
        Reload changes = new Reload(sources,
                new Preparation(configReader, folders.config(), assembly,
                        new GatewayChecks(new DryRun(vertx, assembly, keys, clock))),
                new History(folders.data().resolve("generations"), build), readiness, timer, virtualThreads, clock);
        reload = changes;
        FrontDoor first = changes.start(engine -> new FrontDoor(vertx, changes.config().listen(), engine));
        frontDoor = first;
        outside.follow(() -> changes.config().auth().issuers(), timer);
        Jobs work = jobs(changes, folders);
        jobs = work;
        KeyOrigin origin = openDoors(keys, changes, folders);
        virtualThreads.execute(work::resume);
        virtualThreads.execute(Objects.requireNonNull(batches)::resume);
        openQueues(changes, work, folders);
        followServing(changes);
        first.open();
        LOG.info("Serving applications on {}", first.url());
        Preview previewing = new Preview(vertx, assembly, changes);
        preview = previewing;
        FrontDoor operators = adminDoor(changes, previewing, work,
                new KeyRoutes(changes, keys, origin, accounts().audit()),
                folders);
        adminDoor = operators;
        operators.open();
        LOG.info("Serving operators on {}", operators.url());
    }

    /** What was accepted before goes on while the gateway begins to serve. */
    private Jobs jobs(Reload changes, Folders folders) {
        GatewayConfig config = changes.config();
        Store opened = new Store(config.store(), folders.data());
        store = opened;
        Jobs made = new Jobs(opened, config.jobs(), new JobExchange(vertx, new ServingRoutes(changes)),
                model -> changes.config().isRepeatable(model),
                timer, clock);
        WebhooksConfig webhooks = config.jobs().webhooks();
        if (webhooks != null) {
            made.deliverBy(Address.Kind.WEBHOOK, new WebhookCourier(vertx, webhooks, clock));
        }
        Batches lines = new Batches(opened, made, config.jobs().keep(), clock);
        batches = lines;
        return made;
    }

    /** Who may come in, as the store has it, and the keys that sign, from where the configuration says. */
    private KeyOrigin openDoors(SigningKeys keys, Reload changes, Folders folders) {
        Store opened = Objects.requireNonNull(store);
        Feed news = new Feed(opened, virtualThreads, clock, AccountServices.health(readiness));
        feed = news;
        AccountServices people = new AccountServices(opened, revocations, news, clock);
        accounts = people;
        Signing signing = changes.config().auth().signing();
        KeyOrigin origin = signing.keystore() == null
                ? new KeyRotation(keys, folders.data(), opened, news, () -> changes.config().auth(), virtualThreads,
                        clock)
                : new KeystoreKeys(keys, signing, virtualThreads, clock);
        keyOrigin = origin;
        news.follow(timer);
        people.begin(timer, virtualThreads, () -> changes.config().auth());
        origin.begin(timer);
        news.awaitFirstLook(); // nobody comes in, and no job goes on, before it is known what was revoked
        return origin;
    }

    /** The broker's part, where one is wanted. */
    private void openQueues(Reload changes, Jobs work, Folders folders) {
        IngestConfig ingest = changes.config().ingest();
        if (ingest != null) {
            Broker broker = Brokers.open(ingest, folders.data(), token -> who(changes, token));
            if (broker.status().listening() != null) {
                LOG.info("Serving messages on {}", broker.status().listening());
            }
            Queues opened = new Queues(broker, ingest, new ServingRoutes(changes), work, vertx);
            queues = opened;
        }
    }

    /** Whoever cannot be told now is nobody: a broker knows no third answer. */
    private static Optional<Who> who(Reload changes, String token) {
        try {
            return ((Authenticate) changes.bean("authenticate")).caller(token)
                    .map(caller -> new Who(caller.subject(), Set.copyOf(caller.roles())));
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    /** Each time other routes serve, messages are read by those, and it is put on record; the first time is no change. */
    private void followServing(Reload changes) {
        AtomicBoolean started = new AtomicBoolean();
        Audit audit = accounts().audit();
        changes.onServing(generation -> {
            if (queues != null) {
                queues.read(generation.sources(QueueComponent.SCHEME));
            }
            if (started.getAndSet(true)) {
                audit.note(audit.entry(new Actor("gateway", null), "routes-serve", changes.generation(), null));
            }
        });
    }

    /** Operators' routes have a context of their own: no generation can keep them from mending it. */
    private FrontDoor adminDoor(Reload changes, Preview previewing, Jobs work, KeyRoutes keyRoutes,
            Folders folders) {
        ListenConfig listen = changes.config().listen().forOperators();
        Supplier<String> generation = changes::generation;
        GatewayHttpEngine engine = new GatewayHttpEngine(vertx, listen, BodyBudget.ofHeap(), new RequestLog(generation),
                path -> Surface.PROBLEM, generation);
        admin = new Generation(
                new GenerationParts(engine, Map.of(), List.of(new AdminRoutes(changes, previewing, accounts().audit()),
                        new QueueRoutes(changes, work, queues == null ? null : queues.broker()), keyRoutes,
                        new UserRoutes(changes, accounts()), new OrganisationRoutes(changes, accounts())),
                        new Outcomes(new RequestLog(generation), Set.of()), "", folders.files()));
        return new FrontDoor(vertx, listen, engine);
    }

    /**
     * Starts a gateway; when this returns it serves.
     *
     * @throws com.ainative.gateway.config.ProblemsException naming every problem of the configuration
     * @throws IllegalStateException when a route is wrong or the address is taken
     */
    public static GatewayRuntime start(Folders folders) {
        return start(folders, "unknown");
    }

    /** @param build the gateway's own version, whose checks a kept generation need not pass again */
    public static GatewayRuntime start(Folders folders, String build) {
        GatewayRuntime runtime = new GatewayRuntime();
        try {
            runtime.open(folders, build);
            return runtime;
        } catch (RuntimeException | Error e) {
            runtime.close();
            throw e;
        }
    }

    /** From now on a change of the operator's files reloads them, and so does SIGHUP. */
    public void follow(Folders folders) {
        following = new Following(Objects.requireNonNull(reload), readiness,
                List.of(folders.config(), folders.routes()), timer, virtualThreads);
    }

    /** Where applications call, without a trailing slash. */
    public URI url() {
        return Objects.requireNonNull(frontDoor).url();
    }

    /** Where operators call, without a trailing slash. */
    public URI adminUrl() {
        return Objects.requireNonNull(adminDoor).url();
    }

    /** Accounts as they are kept. */
    public AccountServices accounts() {
        return Objects.requireNonNull(accounts);
    }

    /** What runs behind the applications' door, and behind the operators'. */
    public List<Generation> generations() {
        return List.of(Objects.requireNonNull(reload).running(), Objects.requireNonNull(admin));
    }

    /** Where clients reach the broker in this process; null where it takes none. */
    public @Nullable HostPort messages() {
        return queues == null ? null : queues.broker().status().listening();
    }

    /** Lets running requests end within the configured drain time, then stops everything. */
    @Override
    public void close() {
        if (following != null) {
            following.close();
        }
        if (preview != null) {
            preview.close();
        }
        if (adminDoor != null) {
            adminDoor.close();
        }
        long since = System.nanoTime();
        if (queues != null) {
            queues.end();
        }
        if (jobs != null) {
            jobs.beginNoMore();
            jobs.endWatches();
        }
        if (frontDoor != null) {
            frontDoor.close();
        }
        if (batches != null) {
            batches.close();
        }
        if (jobs != null) {
            // One time for all: jobs had it while requests ended.
            Duration left = Objects.requireNonNull(reload).config().listen().drain()
                    .minusNanos(System.nanoTime() - since);
            jobs.drain(left.isNegative() ? Duration.ZERO : left);
            jobs.close();
        }
        if (queues != null) {
            queues.close();
        }
        if (accounts != null) {
            accounts.close();
        }
        if (keyOrigin != null) {
            keyOrigin.close();
        }
        if (feed != null) {
            feed.close();
        }
        if (store != null) {
            store.close();
        }
        if (reload != null) {
            reload.close();
        }
        timer.shutdownNow();
        if (admin != null) {
            admin.close();
        }
        providerHttp.close();
        virtualThreads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
