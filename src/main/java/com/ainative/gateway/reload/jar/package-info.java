/** Routes that come compiled, in jars of the operator's: read once within bounds, and loaded by a loader of their own. */
@NullMarked
package com.ainative.gateway.reload.jar;

import org.jspecify.annotations.NullMarked;
