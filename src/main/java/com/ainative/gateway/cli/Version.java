package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what is running: version, commit and JDK. */
@Command(name = "version", description = "Print version, commit and JDK.", footerHeading = "%nExamples:%n", footer = {
    "  ainative version", "  ainative version --json"})
public final class Version implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        BuildInfo build = BuildInfo.ofThis();
        String jdk = Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
        String text = json
                ? new String(Json.write(Json.object().put("version", build.version()).put("commit", build.commit())
                        .put("jdk", jdk)), StandardCharsets.UTF_8)
                : "ainative " + build.version() + ", commit " + build.commit() + ", JDK " + jdk;
        spec.commandLine().getOut().println(text);
        return ExitCode.DONE.number();
    }
}
