/**
 * Message brokers, as far as the gateway needs one: what arrives in a queue, and what is sent to another. Knows neither
 * Camel nor what the messages mean.
 */
@NullMarked
package com.ainative.gateway.broker;

import org.jspecify.annotations.NullMarked;
