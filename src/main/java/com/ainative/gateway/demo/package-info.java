/**
 * Providers that are not there: two small servers on loopback that speak OpenAI's and Anthropic's protocol, slowly or badly
 * if they are told to, and the configuration that makes a gateway ask them. Only the {@code demo} command knows this
 * package; to the gateway they are providers like any other.
 */
@NullMarked
package com.ainative.gateway.demo;

import org.jspecify.annotations.NullMarked;
