package com.ainative.gateway.reload;

import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.LoadedConfig;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a candidate of what an operator wrote: checks all of it, tries it apart, builds and starts it. Changes nothing. */
public final class Preparation {

    private final ConfigReader configReader;
    private final Path configFolder;
    private final Assembly assembly;
    private final Checks checks;

    public Preparation(ConfigReader configReader, Path configFolder, Assembly assembly, Checks checks) {
        this.configReader = configReader;
        this.configFolder = configFolder;
        this.assembly = assembly;
        this.checks = checks;
    }

    LoadedConfig config(Sources sources) {
        return configReader.read(sources.config(), configFolder);
    }

    /**
     * @param running what the process serves by already; null at its start
     * @throws ProblemsException with everything that is wrong; nothing is left running
     */
    Candidate prepare(Sources sources, @Nullable GatewayConfig running) {
        List<Problem> problems = new ArrayList<>();
        LoadedConfig loaded = null;
        try {
            loaded = config(sources);
        } catch (ProblemsException refused) {
            problems.addAll(refused.problems());
        }
        if (loaded != null && running != null) {
            problems.addAll(StaticSettings.changes(running, loaded, sources.config().shown()));
        }
        if (loaded != null) {
            problems.addAll(checks.goldens(sources.goldens(), loaded.config()));
        }
        // Routes are looked at beside a broken configuration too, so that everything is told at once.
        GatewayConfig config = loaded == null ? running : loaded.config();
        if (config != null) {
            problems.addAll(checks.routes(sources, config, assembly.live(config, sources.hash())));
        }
        if (loaded == null || !problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
        List<Problem> failed = checks.dryRun(sources, loaded.config());
        if (!failed.isEmpty()) {
            throw new ProblemsException(failed);
        }
        return start(sources, loaded);
    }

    /** For what has passed the checks of this very build before. */
    Candidate start(Sources sources, LoadedConfig loaded) {
        GenerationParts parts = assembly.live(loaded.config(), sources.hash());
        return new Candidate(sources, loaded, parts, new Generation(sources, loaded.config(), parts),
                sources.goldens().size());
    }
}
