package com.ainative.gateway.cli;

import com.ainative.gateway.Gateway;
import com.ainative.gateway.fake.Written;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;

/** A command as a shell sees it: what it printed, where, and how it ended. */
record Shell(int exit, String out, String err) {

    /** A credential where a command that makes one is to print it. */
    private static final Pattern MADE = Pattern
            .compile("(?m)^(?:eyJ|ain_|\\{\"token\":\"eyJ|  -H 'authorization: Bearer eyJ)\\S+");

    Shell {
        Written.keep("commands.txt", MADE.matcher(out + err).replaceAll("(made)"));
    }

    static Shell run(String... args) {
        return run(Map.of(), args);
    }

    static Shell run(Map<String, String> environment, String... args) {
        return run(surroundings(environment), args);
    }

    static Shell run(Surroundings around, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Gateway.commandLine(around).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(args);
        return new Shell(exit, out.toString(), err.toString());
    }

    /** Those of a process in this project's folder, whose commands are stopped as soon as they stay. */
    static Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(environment, Path.of(""), InstantSource.system(), Duration.ZERO, AutoCloseable::close);
    }
}
