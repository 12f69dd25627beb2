package com.ainative.gateway.reload;

import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.observe.Readiness;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the generation to begin with. What was chosen last stands as long as the operator's folders hold what they held
 * then; what they hold instead is tried first, and if it is bad, the last good set serves.
 */
record Start(SourceReader folders, Preparation preparation, History history, Readiness readiness,
        InstantSource clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Start.class);

    /** @throws ProblemsException when the folders are bad and there is no earlier set */
    Live choose() {
        Optional<History.Serving> chosen = history.serving();
        Optional<Revision> last = chosen.flatMap(serving -> history.find(serving.revision()));
        try {
            Sources sources = folders.read();
            if (last.isPresent() && chosen.orElseThrow().folders().equals(sources.hash())) {
                return again(last.get(), sources);
            }
            Candidate candidate = preparation.prepare(sources, null);
            return new Live(history.keepServing(candidate, "start", sources.hash(), clock.instant(),
                    last.map(Revision::number).map(Set::of).orElse(Set.of())), candidate);
        } catch (ProblemsException refused) {
            refused.problems().forEach(problem -> LOG.error("{}", problem.told()));
            Live live = Stream.concat(last.stream(), history.good().stream()).distinct().map(this::ifItCan)
                    .flatMap(Optional::stream).findFirst().orElseThrow(() -> refused);
            String why = "the routes and configuration on disk cannot be used; generation "
                    + live.revision().generation() + " serves instead";
            LOG.error(why);
            readiness.degraded(Readiness.Part.ROUTES, why);
            return live;
        }
    }

    private Optional<Live> ifItCan(Revision revision) {
        try {
            return Optional.of(again(revision, null));
        } catch (ProblemsException gone) {
            gone.problems().forEach(problem -> LOG.error("{}", problem.told()));
            return Optional.empty();
        }
    }

    /**
     * Starts a kept set; what it was checked for by this very build is not checked again.
     *
     * @param sources what the operator's folders hold: where it is the same, problems are told of those
     */
    private Live again(Revision revision, @Nullable Sources sources) {
        Sources kept = sources != null && sources.hash().equals(revision.generation())
                ? sources
                : history.sources(revision);
        return new Live(revision, history.checked(revision)
                ? preparation.start(kept, preparation.config(kept))
                : preparation.prepare(kept, null));
    }
}
