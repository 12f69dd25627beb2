package com.ainative.gateway.cli;

import com.ainative.gateway.config.Durations;
import com.ainative.gateway.config.WrongValueException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a running gateway serve other routes, if they pass every check. */
@Command(name = "apply", description = "Serve the routes in DIR, or what the gateway's own folders hold now, if they pass every check.", footerHeading = "%nExamples:%n", footer = {
    "  ainative routes apply                        what the gateway's own folders hold",
    "  ainative routes apply routes --dry-run       check it only",
    "  ainative routes apply routes --preview 60s   hold it against the requests of a minute",
    "  ainative routes apply routes --preview 60s --yes"})
public final class RoutesApply implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofHours(1);

    @Mixin
    private final SentRoutes routes = new SentRoutes();

    @Option(names = "--dry-run", description = "Check only, golden requests included; change nothing.")
    private boolean dryRun;

    @Option(names = "--preview", paramLabel = "TIME", description = "First let live requests pass through for so long, such as 60s, and print what would differ for them; exit code 1 if something does.")
    private @Nullable String preview;

    @Option(names = "--yes", description = "Apply after the preview, whatever differs.")
    private boolean yes;

    @Mixin
    private final AdminOptions admin;

    public RoutesApply(Map<String, String> environment) {
        this.admin = new AdminOptions(environment);
    }

    @Override
    public Integer call() {
        if (dryRun && preview != null) {
            throw admin.wrong("--dry-run and --preview exclude each other; a preview changes nothing either");
        }
        if (yes && preview == null) {
            throw admin.wrong("--yes goes with --preview; without it, apply asks nothing");
        }
        Duration time = preview == null ? Duration.ZERO : duration(preview);
        ObjectNode sent = routes.read(admin);
        if (time.isZero()) {
            apply(sent, null);
            return ExitCode.DONE.number();
        }
        Preview seen = new Preview(preview(sent, time));
        admin.show(seen.answer(), seen::print);
        if (!yes) {
            admin.remark("nothing was changed; --yes applies it");
            return (seen.differs() ? ExitCode.FAILED : ExitCode.DONE).number();
        }
        apply(sent, seen.generation());
        return ExitCode.DONE.number();
    }

    private void apply(ObjectNode sent, @Nullable String generation) {
        Change.show(admin.ask(gateway -> dryRun ? gateway.tryOut(sent) : gateway.apply(sent, generation)), admin);
    }

    private JsonNode preview(ObjectNode sent, Duration time) {
        return new Progress("previewing", time, admin::remark)
                .during(() -> admin.ask(gateway -> gateway.preview(sent, time)));
    }

    private Duration duration(String text) {
        try {
            Duration read = Durations.parse(text);
            if (read.compareTo(LONGEST) <= 0 && read.toSeconds() >= 1 && read.toMillisPart() == 0) {
                return read;
            }
            throw admin.wrong("--preview " + text + " is not in whole seconds between 1s and "
                    + Durations.write(LONGEST));
        } catch (WrongValueException e) {
            throw admin.wrong("--preview " + text + " " + e.getMessage());
        }
    }
}
