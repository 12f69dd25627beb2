package com.ainative.gateway.reload;

import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.FrontDoor;
import com.ainative.gateway.http.GatewayHttpEngine;
import com.ainative.gateway.observe.LogSetup;
import com.ainative.gateway.observe.Readiness;
import com.ainative.gateway.reload.Revision.State;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes routes and configuration while the gateway runs, as a transaction: read, check, try apart, build and start the
 * next generation beside the running one, keep it on disk, flip one reference, watch it, let the old one drain. Whatever
 * goes wrong before the flip leaves everything as it was. One change at a time; safe for use from any thread.
 */
public final class Reload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final SourceReader folders;
    private final Preparation preparation;
    private final History history;
    private final Readiness readiness;
    private final InstantSource clock;
    private final Fetching fetching;
    private final Retirement retirement;
    private final Watch watch;
    private final ScheduledExecutorService timer;
    private final Turn turn = new Turn();
    private @Nullable FrontDoor door;
    private @Nullable ScheduledFuture<?> ticking;
    private volatile @Nullable Live live;
    private volatile Consumer<Generation> told = generation -> {
    };

    /** @param blocking a new thread for each task, which may block */
    public Reload(SourceReader folders, Preparation preparation, History history, Readiness readiness,
            ScheduledExecutorService timer, Executor blocking, InstantSource clock) {
        this.folders = folders;
        this.preparation = preparation;
        this.history = history;
        this.readiness = readiness;
        this.clock = clock;
        this.timer = timer;
        this.fetching = new Fetching(blocking);
        this.retirement = new Retirement(timer, blocking, fetching);
        this.watch = new Watch(retirement);
    }

    // ---- the start

    /**
     * Starts the generation to begin with. What was chosen last stands as long as the operator's folders hold what they
     * held then; what they hold instead is tried first, and if it is bad, the last good set serves.
     *
     * @param opening makes the front door for the first generation
     * @throws ProblemsException when the folders are bad and there is no earlier set
     */
    public FrontDoor start(Function<GatewayHttpEngine, FrontDoor> opening) {
        begin(new Start(folders, preparation, history, readiness, clock).choose());
        FrontDoor opened = opening.apply(serving().engine());
        door = opened;
        return opened;
    }

    private void begin(Live first) {
        live = first;
        announce(first.made());
        LogSetup.generation(first.revision().generation());
        fetching.begin(first.generation());
        ticking = timer.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void announce(Candidate candidate) {
        candidate.notices().forEach(LOG::warn);
        candidate.config().config().providers().values().stream().filter(provider -> !provider.configured())
                .forEach(provider -> LOG.warn(
                        "Provider {} is not configured, for its api-key is empty: it is never asked",
                        provider.name()));
    }

    // ---- changes

    /**
     * What came of a change, or of a trial.
     *
     * @param generation the hash of what was asked for
     * @param revision that serves now
     * @param changed whether that is another than before, or in a trial would be
     * @param goldens how many golden requests were answered as expected
     */
    public record Result(String generation, Revision revision, boolean changed, int goldens, List<String> notices) {
    }

    /**
     * Serves what the operator's folders hold now.
     *
     * @param expected the hash of what was looked at before; null where nobody did
     * @param author who asks, for the history
     * @throws ProblemsException with everything that is wrong
     * @throws com.ainative.gateway.error.GatewayException when another change is under way, or the folders hold something
     *     else than was looked at
     */
    public Result reload(@Nullable String expected, String author) {
        return turn.orRefuse(() -> {
            Sources sources = folders.read();
            return exchange(asExpected(sources, expected), author, sources.hash());
        });
    }

    private static Sources asExpected(Sources sources, @Nullable String expected) {
        if (expected != null && !expected.equals(sources.hash())) {
            throw ErrorCode.BUSY.because("The gateway's folders have changed: they hold generation " + sources.hash()
                    + ", not " + expected + "; nothing was changed. Look at them again.").toException();
        }
        return sources;
    }

    /** As {@link #reload}, but waits for a change that is under way. */
    Result reloadInTurn(String author) {
        return turn.waitFor(() -> {
            Sources sources = folders.read();
            return exchange(sources, author, sources.hash());
        });
    }

    /**
     * Serves what the operator's folders hold, if they hold something new since this generation was chosen: a roll-back
     * stands until then. Otherwise what serves is looked at for new values from the environment and from files.
     */
    Result follow(String author) {
        return turn.waitFor(() -> {
            Sources sources = folders.read();
            boolean chosenThen = history.serving().filter(last -> last.folders().equals(sources.hash())).isPresent();
            return exchange(chosenThen ? sources() : sources, author, sources.hash());
        });
    }

    /** Files outside the operator's folders from which values of the configuration came. */
    Set<Path> filesBesides() {
        return serving().made().config().files();
    }

    /** Serves these routes and goldens with the configuration on disk; otherwise as {@link #reload}. */
    public Result apply(List<SourceFile> files, @Nullable String expected, String author) {
        return turn.orRefuse(() -> {
            Sources onDisk = folders.read();
            return exchange(asExpected(onDisk.with(files), expected), author, onDisk.hash());
        });
    }

    /** Does all that comes before the flip, and then changes nothing. */
    public Result tryOut(@Nullable List<SourceFile> files) {
        return tryOut(files, (candidate, outcomes) -> {
            String hash = candidate.sources().hash();
            return new Result(hash, serving().revision(), !hash.equals(generation()), candidate.goldens(),
                    candidate.notices());
        });
    }

    /**
     * The same, for more to come of it.
     *
     * @param then gets the candidate, which is stopped again, and how the requests of what serves end; until it is done
     *     there is no other change
     */
    public <T> T tryOut(@Nullable List<SourceFile> files, BiFunction<Candidate, Outcomes, T> then) {
        return turn.orRefuse(() -> {
            Sources onDisk = folders.read();
            Candidate candidate = preparation.prepare(files == null ? onDisk : onDisk.with(files), serving().config());
            candidate.generation().close();
            return then.apply(candidate, serving().outcomes());
        });
    }

    /**
     * Serves an earlier generation again.
     *
     * @param number of the revision; null for the one before the one that serves
     */
    public Result rollback(@Nullable Integer number, String author) {
        return turn.orRefuse(() -> {
            Revision to = number == null ? history.before(revision().number()) : history.get(number);
            Live from = serving();
            if (to.number() == from.revision().number()) {
                return new Result(to.generation(), to, false, 0, List.of());
            }
            goBack(to, from, "rolled back to revision " + to.number() + " by " + author);
            readiness.well(Readiness.Part.ROUTES);
            return new Result(to.generation(), to, true, 0, List.of());
        });
    }

    private Result exchange(Sources sources, String author, String onDisk) {
        Live now = serving();
        if (isServing(sources, now)) {
            readiness.well(Readiness.Part.ROUTES);
            history.serveStill(now.revision(), onDisk);
            sources.notices().forEach(LOG::warn);
            return new Result(sources.hash(), now.revision(), false, 0, sources.notices());
        }
        Candidate candidate = preparation.prepare(sources, now.config());
        Live next = new Live(history.keepServing(candidate, author, onDisk, clock.instant(), watch.running(now)),
                candidate);
        flip(next, now);
        watch.begin(now, next);
        readiness.well(Readiness.Part.ROUTES);
        announce(candidate);
        LOG.atInfo().addKeyValue("revision", next.revision().number()).addKeyValue("author", author)
                .log("generation {} serves; {} before it", next.revision().generation(), now.revision().generation());
        return new Result(sources.hash(), next.revision(), true, candidate.goldens(), candidate.notices());
    }

    /** The same files, and the same values from the environment and from files. */
    private boolean isServing(Sources sources, Live now) {
        return sources.hash().equals(now.revision().generation())
                && preparation.config(sources).given().equals(now.made().config().given());
    }

    private void flip(Live next, Live before) {
        live = next;
        if (door != null) {
            door.serve(next.engine());
        }
        told.accept(next.generation());
        before.outcomes().over();
        fetching.pass(before.generation(), next.generation(), next.config().reload().drain());
        LogSetup.generation(next.revision().generation());
    }

    private void goBack(Revision to, Live from, String why) {
        Optional<Live> stillRuns = watch.before().filter(before -> before.revision().number() == to.number());
        Live target = stillRuns.orElseGet(() -> rebuilt(to, from));
        boolean forward = to.number() > from.revision().number();
        try {
            history.serve(to, hashOnDisk());
            history.mark(target.revision());
            if (!forward) {
                history.mark(from.revision().with(State.ROLLED_BACK, why));
            }
        } catch (IOException e) {
            // Serving what is good comes first; the next start tries what is on disk, which is then watched again.
            LOG.error("The roll-back could not be written down: {}", e.toString());
        }
        if (stillRuns.isEmpty()) {
            watch.end(target.config().reload().drain());
        }
        flip(target, from);
        if (forward) {
            watch.begin(from, target); // it may have been rolled back for a reason
        } else {
            watch.goneBack();
            retirement.retire(from.generation(), target.config().reload().drain());
        }
        LOG.atWarn().addKeyValue("revision", to.number()).log("generation {} serves again: {}", to.generation(), why);
    }

    private Live rebuilt(Revision revision, Live from) {
        return new Live(revision.with(State.GOOD, ""),
                preparation.prepare(history.sources(revision), from.config()));
    }

    /** Empty where the folders cannot even be read: whatever they hold later is something else. */
    private String hashOnDisk() {
        try {
            return folders.read().hash();
        } catch (ProblemsException unreadable) {
            return "";
        }
    }

    // ---- watching

    /** Judges a generation under probation, once a second. */
    private void tick() {
        try {
            turn.orSkip(() -> judge(System.nanoTime()));
        } catch (RuntimeException e) { // the timer would never call again, and nobody would watch
            LOG.error("The generation could not be judged", e);
        }
    }

    private void judge(long nowNanos) {
        Live now = serving();
        Optional<String> verdict = watch.verdict(now, nowNanos);
        if (verdict.isPresent()) {
            String why = verdict.get();
            LOG.atError().addKeyValue("revision", now.revision().number()).log(
                    "generation {} fails live and is rolled back: {}", now.revision().generation(), why);
            goBack(watch.before().orElseThrow().revision(), now, why);
            readiness
                    .degraded(Readiness.Part.ROUTES,
                            "generation " + now.revision().generation() + " failed live and was rolled back: " + why);
        }
    }

    // ---- looking

    /** The short hash of the generation that serves. */
    public String generation() {
        return serving().revision().generation();
    }

    /** Of the generation that serves. */
    public Revision revision() {
        return serving().revision();
    }

    /** Newest first. */
    public List<Revision> revisions() {
        return history.all();
    }

    /** @throws com.ainative.gateway.error.GatewayException with a 404 where there is none */
    public Revision revision(int number) {
        return history.get(number);
    }

    /** Of the generation that serves. */
    public Sources sources() {
        return serving().made().sources();
    }

    public Sources sources(Revision revision) {
        return history.sources(revision);
    }

    /** What the operator's folders hold now. */
    public Sources onDisk() {
        return folders.read();
    }

    Live serving() {
        return Objects.requireNonNull(live, "not started");
    }

    /** Whether what serves is new, and judged by how it fares. */
    public boolean isWatched() {
        return watch.isOn();
    }

    /** Told of the generation that serves, now and at each change. */
    public void onServing(Consumer<Generation> listener) {
        told = listener;
        listener.accept(serving().generation());
    }

    /** The generation that serves at this moment. */
    public Generation running() {
        return serving().generation();
    }

    /** The step of that name in the generation that serves. */
    public Object bean(String name) {
        return Objects.requireNonNull(serving().made().parts().beans().get(name), name);
    }

    /** Stops every generation; the front door must be closed. */
    @Override
    public void close() {
        if (ticking == null) {
            return; // nothing was begun, or it is closed already
        }
        ticking.cancel(false);
        ticking = null;
        turn.takeForGood();
        watch.before().ifPresent(before -> before.generation().close());
        Live last = live;
        if (last != null) {
            last.generation().close();
        }
        retirement.close();
    }

    /** The configuration that serves. */
    public GatewayConfig config() {
        return serving().config();
    }
}
