package com.ainative.gateway.cli;

/** What a command tells the shell. Scripts depend on these numbers: they never change. */
enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    UNREACHABLE(3),
    UNAUTHENTICATED(4),
    LIMITED(5),
    PROVIDER_FAILED(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
