package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running gateway and prints the answer while it is being made. */
@Command(name = "chat", description = "Ask a running gateway and print the answer as it comes.", footerHeading = "%nExamples:%n", footer = {
    "  ainative chat \"Why is the sky blue?\"",
    "  AINATIVE_TOKEN=$(ainative token --subject me --tier free) ainative chat hello --model fast",
    "  ainative chat hello --url https://gateway.example --json"})
public final class Chat implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "PROMPT", arity = "1..*", description = "What to ask; several words are joined.")
    private List<String> prompt = List.of();

    @Option(names = "--model", paramLabel = "M", description = "The model to ask (default: the first the gateway offers).")
    private @Nullable String model;

    @Option(names = "--url", paramLabel = "U", description = "Where the gateway is (default: $AINATIVE_URL, else http://127.0.0.1:8080).")
    private @Nullable String url;

    @Option(names = "--token", paramLabel = "T", description = "Who asks (default: $AINATIVE_TOKEN, which other users of this machine cannot see).")
    private @Nullable String token;

    @Option(names = "--json", description = "Wait for the whole answer and print it as JSON.")
    private boolean json;

    public Chat(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        String asked = String.join(" ", prompt);
        Given given = new Given(spec, environment);
        URI address = given.address(url, "AINATIVE_URL", "http://127.0.0.1:8080");
        try (GatewayClient gateway = new GatewayClient(address, given.token(token), PATIENCE)) {
            String chosen = model == null ? gateway.firstModel() : model;
            if (json) {
                print(gateway.ask(chosen, asked).json());
            } else {
                print(gateway.stream(chosen, asked));
            }
        }
        return ExitCode.DONE.number();
    }

    private void print(JsonNode answer) {
        spec.commandLine().getOut().println(answer);
    }

    private void print(ChatStream answer) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            answer.forEachPiece(piece -> {
                out.print(PlainText.of(piece));
                // Also flushes. Whoever read this has gone: there is no point in letting the model talk on.
                if (out.checkError()) {
                    throw new CommandFailure(ExitCode.FAILED, "standard output is closed");
                }
            });
        } finally {
            out.println();
            out.flush();
        }
    }
}
