/**
 * One class a command. Each is a {@code Callable} of its exit code; what goes wrong leaves as a {@link CommandFailure} and
 * is said in one line.
 */
@NullMarked
package com.ainative.gateway.cli;

import org.jspecify.annotations.NullMarked;
