/**
 * The vocabulary of failures: what can go wrong, and how each is told to a caller. Depends on nothing of ours.
 */
@NullMarked
package com.ainative.gateway.error;

import org.jspecify.annotations.NullMarked;
