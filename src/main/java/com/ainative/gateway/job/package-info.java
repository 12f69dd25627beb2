/**
 * Requests that are answered without their callers waiting: accepted durably, done when there is room, answered once. A
 * message of a queue, an HTTP request that prefers not to wait and a line of a batch are all the same here.
 */
@NullMarked
package com.ainative.gateway.job;

import org.jspecify.annotations.NullMarked;
