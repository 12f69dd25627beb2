package com.ainative.gateway.cli;

import com.ainative.gateway.auth.SigningKeys;
import com.ainative.gateway.auth.TokenIssuer;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.ConfigReader;
import com.ainative.gateway.config.Durations;
import com.ainative.gateway.config.GatewayConfig;
import com.ainative.gateway.config.WrongValueException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Prints an access token. Needs no running gateway: both read the same key from the data folder, and the first of the two
 * makes it.
 *
 * <p>A token with a role may be without a tier. Its tier is then the empty text, which no configuration can name: such a
 * token operates the gateway and asks no model (the chat API answers 403), so that the token an operator keeps at hand
 * spends nobody's limit and no money, and stays good when tiers are renamed.
 */
@Command(name = "token", description = "Print an access token for the gateway that uses the same folders, running or not.", footerHeading = "%nExamples:%n", footer = {
    "  ainative token --subject me --tier free",
    "  export AINATIVE_TOKEN=$(ainative token --role operator)",
    "  ainative token --subject ci --tier pro --role operator --for 7d",
    "  ainative token --config /etc/ainative --data /var/lib/ainative --subject me --tier free --json"})
public final class Token implements Callable<Integer> {

    /** Longer than this is a slip of the keyboard: such a token would outlive its key. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final String NO_TIER = "";
    /** What Java calls a user the system has no name for. */
    private static final String NAMELESS = "?";

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "DIR", description = "Holds gateway.yaml (default: config beside the launcher).")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Holds the signing key, made if there is none (default: data beside the launcher).")
    private @Nullable Path data;

    @Option(names = "--subject", paramLabel = "S", description = "Whose token it is (default with --role: the user who runs this).")
    private @Nullable String subject;

    @Option(names = "--tier", paramLabel = "T", description = "What its holder may ask of models: a name under tiers in gateway.yaml. Without one, which needs --role, the token asks no model.")
    private @Nullable String tier;

    @Option(names = "--role", paramLabel = "R", description = "What else its holder is, such as operator; may be given more than once.")
    private List<String> roles = List.of();

    @Option(names = "--for", paramLabel = "TIME", description = "How long it is good for, such as 30m, 1h or 7d (default: auth.access-token in gateway.yaml).")
    private @Nullable String life;

    @Option(names = "--json", description = "Print one JSON object with the token and what it says.")
    private boolean json;

    public Token(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        String holder = holder();
        GatewayConfig read = new ConfigReader(around.environment()::get).read(around.folder(config, "config")).config();
        String held = tier(read.tiers().keySet());
        Duration lasting = life == null ? read.auth().accessToken() : duration(life);
        SigningKeys keys = SigningKeys.openToSign(read.auth(), around.folder(data, "data"), lasting, around.clock());
        String token = new TokenIssuer(read.auth(), keys, around.clock()).issue(holder, held, roles, lasting);
        if (json) {
            ObjectNode answer = Json.object().put("token", token).put("subject", holder).put("tier", held);
            roles.forEach(answer.putArray("roles")::add);
            spec.commandLine().getOut().println(answer.put("expires_in", lasting.toSeconds()));
        } else {
            spec.commandLine().getOut().println(token);
        }
        return ExitCode.DONE.number();
    }

    private String holder() {
        if (roles.stream().anyMatch(String::isBlank)) {
            throw wrong("--role is empty");
        }
        if (subject == null && roles.isEmpty()) {
            throw wrong("--subject is missing; only with --role it has a default");
        }
        String holder = subject == null ? System.getProperty("user.name", "") : subject;
        if (holder.isBlank() || (subject == null && holder.equals(NAMELESS))) {
            throw wrong(subject == null ? "the user who runs this has no name; give --subject" : "--subject is empty");
        }
        return holder;
    }

    private String tier(Set<String> known) {
        if (tier == null && roles.isEmpty()) {
            throw wrong("--tier is missing; known: " + String.join(", ", known) + ". Only with --role none is needed");
        }
        if (tier != null && !known.contains(tier)) {
            throw wrong("unknown tier '" + tier + "'; known: " + String.join(", ", known));
        }
        return tier == null ? NO_TIER : tier;
    }

    private Duration duration(String text) {
        try {
            Duration read = Durations.parse(text);
            if (read.toSeconds() >= 1 && read.compareTo(LONGEST) <= 0) {
                return read;
            }
            throw wrong("--for " + text + " is not between 1s and " + Durations.write(LONGEST));
        } catch (WrongValueException e) {
            throw wrong("--for " + text + " " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
