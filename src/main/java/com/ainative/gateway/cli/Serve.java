package com.ainative.gateway.cli;

import com.ainative.gateway.Folders;
import com.ainative.gateway.GatewayRuntime;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the gateway until it is told to stop. */
@Command(name = "serve", description = "Run the gateway until Ctrl-C or SIGTERM; running requests may end first.", footerHeading = "%nExamples:%n", footer = {
    "  ainative serve", "  OPENAI_API_KEY=sk-... ainative serve",
    "  ainative serve --config /etc/ainative --routes /etc/ainative/routes --data /var/lib/ainative"})
public final class Serve implements Callable<Integer> {

    private final Surroundings around;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "DIR", description = "Holds gateway.yaml (default: config beside the launcher).")
    private @Nullable Path config;

    @Option(names = "--routes", paramLabel = "DIR", description = "Holds the routes (default: routes beside the launcher).")
    private @Nullable Path routes;

    @Option(names = "--data", paramLabel = "DIR", description = "Holds what the gateway keeps, its signing key first (default: data beside the launcher).")
    private @Nullable Path data;

    public Serve(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws Exception {
        Folders folders = new Folders(around.folder(config, "config"), around.folder(routes, "routes"),
                around.folder(data, "data"));
        BuildInfo build = BuildInfo.ofThis();
        GatewayRuntime gateway = GatewayRuntime.start(folders, build.version() + " " + build.commit());
        gateway.follow(folders);
        // Also on standard output, apart from the log: a script that lets the gateway take a free port reads it here.
        spec.commandLine().getOut().println("ainative serves on " + gateway.url() + "; Ctrl-C stops it");
        around.stay().until(gateway);
        return ExitCode.DONE.number();
    }
}
