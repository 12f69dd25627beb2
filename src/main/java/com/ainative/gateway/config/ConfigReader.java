package com.ainative.gateway.config;

import com.ainative.gateway.config.ConfigNode.Reading;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code gateway.yaml}: either a configuration that holds together, or everything that is wrong with it. */
public final class ConfigReader {

    public static final String FILE = "gateway.yaml";

    private final Function<String, @Nullable String> environment;

    /**
     * @param environment the value of a variable, or null where it is not set; usually {@code System::getenv}
     */
    public ConfigReader(Function<String, @Nullable String> environment) {
        // The store's URL may say where in the data folder it is, which only the store knows.
        this.environment = name -> name.equals(StoreConfig.DATA) ? "${" + name + "}" : environment.apply(name);
    }

    /** Reads the file in {@code folder}; throws {@link ProblemsException} with all problems at once. */
    public LoadedConfig read(Path folder) {
        return read(SourceFile.read(folder, FILE, YamlFile.LARGEST), folder);
    }

    /**
     * Reads what was read of the file.
     *
     * @param folder where the files it names are looked for
     * @throws ProblemsException with all problems at once
     */
    public LoadedConfig read(SourceFile file, Path folder) {
        Findings findings = new Findings(file.shown());
        Placeholders placeholders = new Placeholders(environment, folder);
        Reading reading = new Reading(placeholders, findings, folder, new HashMap<>());
        Node root = new YamlFile(file).root("providers and models are required");
        GatewayConfig config = sections(ConfigNode.root(root, reading));
        if (!findings.problems().isEmpty()) {
            throw new ProblemsException(findings.problems());
        }
        return new LoadedConfig(config, findings.notices().stream().map(Problem::told).toList(), reading.places(),
                placeholders.given(), placeholders.files());
    }

    /** Whether compiled routes may take part; what is wrong with a configuration is told when it is read for use. */
    public boolean allowsRouteJars(SourceFile file, Path folder) {
        try {
            return read(file, folder).config().reload().routeJars();
        } catch (ProblemsException refused) {
            return false;
        }
    }

    private static GatewayConfig sections(ConfigNode root) {
        root.later("redis", "prices", "selection");
        ListenConfig listen = ListenReader.read(root.child("listen"));
        ConfigNode authNode = root.child("auth");
        Map<String, TierConfig> tiers = TiersReader.read(root.child("tiers"));
        AuthConfig auth = new AuthReader(tiers.keySet()).read(authNode);
        Map<String, ProviderConfig> providers = ProvidersReader.read(root.child("providers"));
        Map<String, ModelConfig> models = new ModelsReader(providers.keySet()).read(root.child("models"));
        List<TransformRule> transform = new TransformReader(models.keySet(), tiers.keySet())
                .read(root.child("transform"));
        ReloadConfig reload = ReloadReader.read(root.child("reload"));
        StoreConfig store = StoreReader.read(root.child("store"));
        IngestConfig ingest = IngestReader.read(root.child("ingest"));
        JobsConfig jobs = JobsReader.read(root.child("jobs"));
        root.noOtherKeys();
        return new GatewayConfig(listen, auth, tiers, providers, models, transform, reload, store, ingest, jobs);
    }
}
