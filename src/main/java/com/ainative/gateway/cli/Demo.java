package com.ainative.gateway.cli;

import com.ainative.gateway.cli.GatewayClient.Reply;
import com.ainative.gateway.demo.Behaviour.Answers;
import com.ainative.gateway.demo.Behaviour.Refuses;
import com.ainative.gateway.demo.DemoConfig;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the gateway at work without an account anywhere. Nothing is staged but the providers: every line is what happened. */
@Command(name = "demo", description = "Show the gateway at work, on two simulated providers; stays up until Ctrl-C.", footerHeading = "%nExamples:%n", footer = {
    "  ainative demo", "  ainative demo --port 8080", "  ainative demo --once"})
public final class Demo implements Callable<Integer> {

    private static final Duration TOKEN_LIFE = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String FIRST = DemoConfig.OPENAI;
    private static final String SECOND = DemoConfig.ANTHROPIC;

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "Where the gateway listens on 127.0.0.1 (default: a free port).")
    private int port;

    @Option(names = "--once", description = "End when all has been shown, instead of staying up.")
    private boolean once;

    public Demo(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port " + port + " is not between 0 and 65535");
        }
        try (DemoStage stage = new DemoStage(around, port)) {
            String token = stage.token(around, TOKEN_LIFE);
            say("1. Two simulated providers are up, over real HTTP: " + FIRST + " at " + stage.openAi().url() + ", "
                    + SECOND + " at " + stage.anthropic().url() + ".");
            say("2. The gateway is up at " + stage.url() + ", and its model '" + DemoConfig.MODEL + "' asks " + FIRST
                    + " first, " + SECOND + " second. A token is minted.");
            try (GatewayClient client = new GatewayClient(stage.url(), token, PATIENCE)) {
                plain(client);
                say("4. A streamed chat, printed as it comes:");
                expect(FIRST, stream(client, "Tell me as it comes"));
                failing(stage, client);
            }
            say("6. Your turn:");
            say(curl(stage.url(), token));
            if (!once) {
                say("The gateway stays up; Ctrl-C ends it.");
                around.stay().until(stage);
            }
        }
        return ExitCode.DONE.number();
    }

    private void plain(GatewayClient client) {
        say("3. A plain chat:");
        Reply reply = client.ask(DemoConfig.MODEL, "Hello, gateway");
        say("   " + reply.provider() + "> " + PlainText.of(reply.json().at("/choices/0/message/content").asText()));
        expect(FIRST, reply.provider());
    }

    private void failing(DemoStage stage, GatewayClient client) {
        say("5. Now " + FIRST + " fails: it answers 503 to every call. Another streamed chat:");
        int before = stage.openAi().calls();
        stage.openAi().behave(new Refuses(503));
        String provider = stream(client, "Is anybody there?");
        expect(SECOND, provider);
        int failed = stage.openAi().calls() - before;
        say("   " + FIRST + " failed " + (failed == 1 ? "once" : failed + " times") + ", " + provider
                + " took over, and the caller saw one whole answer. " + FIRST + " is well again.");
        stage.openAi().behave(new Answers(around.pace()));
    }

    private String stream(GatewayClient client, String prompt) {
        PrintWriter out = spec.commandLine().getOut();
        ChatStream answer = client.stream(DemoConfig.MODEL, prompt);
        out.print("   " + answer.provider() + "> ");
        out.flush();
        answer.forEachPiece(piece -> {
            out.print(PlainText.of(piece));
            out.flush();
        });
        out.println();
        return answer.provider();
    }

    /** A demonstration that shows something else than it says is a failure. */
    private static void expect(String provider, String answered) {
        if (!provider.equals(answered)) {
            throw new CommandFailure(ExitCode.FAILED, answered + " answered where " + provider + " should have");
        }
    }

    private static String curl(URI gateway, String token) {
        return """
                curl -sN %s/v1/chat/completions \\
                  -H 'authorization: Bearer %s' \\
                  -H 'content-type: application/json' \\
                  -d '{"model":"%s","stream":true,"messages":[{"role":"user","content":"Hello from curl"}]}'"""
                .formatted(gateway, token, DemoConfig.MODEL);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
