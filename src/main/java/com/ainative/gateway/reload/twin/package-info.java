/** A gateway of its own, made of what an operator would like to serve: tried without anything live being touched. */
@NullMarked
package com.ainative.gateway.reload.twin;

import org.jspecify.annotations.NullMarked;
