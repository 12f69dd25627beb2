package com.ainative.gateway.cli;

/** A command that could not do its work: one line that says what to do next, and an exit code. No stack trace. */
class CommandFailure extends RuntimeException {

    private final ExitCode exit;

    CommandFailure(ExitCode exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    ExitCode exit() {
        return exit;
    }
}
