/**
 * The edge: bytes in, bytes out, cancellation and back-pressure. It serves {@code platform-http:} consumers and knows
 * nothing of what the routes behind them do.
 */
@NullMarked
package com.ainative.gateway.http;

import org.jspecify.annotations.NullMarked;
