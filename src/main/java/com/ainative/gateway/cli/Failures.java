package com.ainative.gateway.cli;

import java.net.http.HttpHeaders;

/** How the failures of one kind of server are told to a person at a terminal, and to a script by an exit code. */
interface Failures {

    /** What the server is called in a sentence. */
    String server();

    /** What to do where nothing listens. */
    String start();

    /** An answer that says no. */
    CommandFailure refused(int status, HttpHeaders headers, byte[] body);
}
