/**
 * Recorded traffic of real providers, replayed through the gateway. The recordings are not part of the project: the
 * environment variable {@code CONFORMANCE_FIXTURES} says where they are, and without it these tests are skipped.
 */
@NullMarked
package com.ainative.gateway.conformance;

import org.jspecify.annotations.NullMarked;
