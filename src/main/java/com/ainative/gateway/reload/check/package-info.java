/**
 * What may stand in an operator's routes: checked in their text before anything starts, and held again while they run.
 * Everything is refused that is not known to be harmless.
 */
@NullMarked
package com.ainative.gateway.reload.check;

import org.jspecify.annotations.NullMarked;
