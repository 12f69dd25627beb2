package com.ainative.gateway.cli;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command that talks to a server was given to do so: an option, else a variable of its environment. */
record Given(CommandSpec command, Map<String, String> environment) {

    /** Where the server is. */
    URI address(@Nullable String option, String variable, String usual) {
        String given = orElse(option, variable);
        String address = given == null ? usual : given;
        try {
            URI parsed = URI.create(address);
            if (List.of("http", "https").contains(String.valueOf(parsed.getScheme())) && parsed.getHost() != null) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            // Not an address at all: the same answer as an address of another kind.
        }
        throw wrong("'" + address + "' is no address of a gateway; it looks like " + usual);
    }

    /** Who asks; null where nobody says. */
    @Nullable
    String token(@Nullable String option) {
        String given = orElse(option, "AINATIVE_TOKEN");
        // Said here, because whoever finds it later would quote it.
        if (given != null && !given.matches("[\\x21-\\x7e]+")) {
            throw wrong("the token holds characters no token can hold");
        }
        return given;
    }

    private @Nullable String orElse(@Nullable String option, String variable) {
        String value = option == null ? environment.get(variable) : option;
        return value == null || value.isBlank() ? null : value.strip();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
