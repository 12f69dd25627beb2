/**
 * Golden requests: what an operator expects of the routes, tried on a twin of the gateway whose providers are stand-ins.
 * Nothing live is touched, and no provider is called.
 */
@NullMarked
package com.ainative.gateway.reload.golden;

import org.jspecify.annotations.NullMarked;
