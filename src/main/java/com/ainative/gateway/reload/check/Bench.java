package com.ainative.gateway.reload.check;

import java.nio.file.Path;

/**
 * What every check of one run works with.
 *
 * @param files the folder {@code file:} may use
 */
record Bench(Scratch scratch, Beans beans, Findings findings, Path files) {
}
