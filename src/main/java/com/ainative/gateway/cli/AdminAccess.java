package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has that operates a running gateway: where its admin port is, who asks, and how the answer is shown. */
class AdminAccess {

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(names = "--url", paramLabel = "U", description = "Where the admin port is (default: $AINATIVE_ADMIN_URL, else http://127.0.0.1:9090).")
    @Nullable
    String url;

    @Option(names = "--token", paramLabel = "T", description = "A token with the role operator or admin (default: $AINATIVE_TOKEN, which other users of this machine cannot see).")
    private @Nullable String token;

    @Option(names = "--json", description = "Print what the admin port answered, as JSON.")
    private boolean json;

    AdminAccess(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Asks the gateway once. With {@code --json}, sources that were refused are told in JSON, too. */
    JsonNode ask(Function<AdminClient, JsonNode> question) {
        Given given = new Given(command, environment);
        try (AdminClient admin = new AdminClient(
                given.address(url, "AINATIVE_ADMIN_URL", "http://127.0.0.1:9090"), given.token(token))) {
            return question.apply(admin);
        } catch (SourcesRefused refused) {
            if (json) {
                out().println(refused.answer());
            }
            throw refused;
        }
    }

    /** Whether somebody said who asks. */
    boolean hasToken() {
        return new Given(command, environment).token(token) != null;
    }

    /**
     * The same for who needs no token, because he can read the keys.
     *
     * @param usual where the admin port is, unless somebody said so
     * @param minted a token
     */
    JsonNode ask(String usual, String minted, Function<AdminClient, JsonNode> question) {
        URI address = new Given(command, environment).address(url, "AINATIVE_ADMIN_URL", usual);
        try (AdminClient admin = new AdminClient(address, minted)) {
            return question.apply(admin);
        }
    }

    /** Shows an answer as JSON if that was wanted, else as text. */
    void show(JsonNode answer, Consumer<PrintWriter> text) {
        if (json) {
            out().println(answer);
        } else {
            text.accept(out());
        }
        out().flush();
    }

    /** Says something about the work on standard error; with {@code --json} there is only the answer. */
    void remark(String line) {
        if (!json) {
            command.commandLine().getErr().println("ainative: " + PlainText.oneLine(line));
            command.commandLine().getErr().flush();
        }
    }

    ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
