package com.ainative.gateway.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A password from a terminal that does not show it, or from standard input; never from the command line, which others see. */
final class GivenPassword {

    private GivenPassword() {
    }

    /** @param in whose first line it is; null asks at the terminal */
    static String read(@Nullable InputStream in) {
        String password = in == null ? asked() : line(in);
        if (password == null || password.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE,
                    "no password was given; type it when asked, or send it with --password-stdin");
        }
        return password;
    }

    private static @Nullable String line(InputStream in) {
        try {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "standard input cannot be read: " + e.getMessage());
        }
    }

    @SuppressWarnings("SystemConsoleNull") // some JDKs say null where nobody sits; others then read standard input, which does
    private static @Nullable String asked() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        char[] first = console.readPassword("Password: ");
        char[] second = console.readPassword("Once more: ");
        if (first == null || second == null || !Arrays.equals(first, second)) {
            throw new CommandFailure(ExitCode.USAGE, "the two passwords differ; nothing was changed");
        }
        return new String(first);
    }
}
