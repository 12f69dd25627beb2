/** Generations: one immutable set of routes and configuration each, running in a Camel context of its own. */
@NullMarked
package com.ainative.gateway.reload;

import org.jspecify.annotations.NullMarked;
