package com.ainative.gateway.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** The same by the name some know the address by. */
final class AdminOptions extends AdminAccess {

    AdminOptions(Map<String, String> environment) {
        super(environment);
    }

    @Option(names = "--admin", hidden = true, paramLabel = "U", description = "The same as --url.")
    void admin(String address) {
        url = address;
    }
}
