/**
 * OpenAI's {@code /v1/files} and {@code /v1/batches}: files of requests, each line of which becomes a job, and files of
 * what came of them. All that is known of a batch is in the store, so that any gateway goes on where another stopped.
 */
@NullMarked
package com.ainative.gateway.batch;

import org.jspecify.annotations.NullMarked;
