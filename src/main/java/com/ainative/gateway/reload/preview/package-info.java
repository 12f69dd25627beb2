/**
 * Live requests held against a candidate: a copy of each goes to a twin that decides as the candidate would, up to whom it
 * would ask, and asks nobody. No body and no token of a request leaves this package but to the twin.
 */
@NullMarked
package com.ainative.gateway.reload.preview;

import org.jspecify.annotations.NullMarked;
