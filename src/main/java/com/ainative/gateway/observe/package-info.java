/** What an operator sees of the gateway: its health, and one log line for each request. */
@NullMarked
package com.ainative.gateway.observe;

import org.jspecify.annotations.NullMarked;
