package com.ainative.gateway.reload;

import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.observe.Readiness;
import java.time.InstantSource;
import java.util.Optional;
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
        Sources sources;
        try {
            sources = folders.read();
            if (last.isEmpty() || !chosen.orElseThrow().folders().equals(sources.hash())) {
                Candidate candidate = preparation.prepare(sources, null);
                return new Live(history.keepServing(candidate, "start", sources.hash(), clock.instant()), candidate);
            }
        } catch (ProblemsException refused) {
            Revision good = last.orElseThrow(() -> refused);
            Live live = again(good);
            refused.problems().forEach(problem -> LOG.error("{}", problem.told()));
            String why = "the routes and configuration on disk cannot be used; generation " + good.generation()
                    + " serves instead";
            LOG.error(why);
            readiness.degraded(why);
            return live;
        }
        return again(last.get());
    }

    /** Starts a kept set; what it was checked for by this very build is not checked again. */
    private Live again(Revision revision) {
        Sources kept = history.sources(revision);
        return new Live(revision, history.checked(revision)
                ? preparation.start(kept, preparation.config(kept))
                : preparation.prepare(kept, null));
    }
}
