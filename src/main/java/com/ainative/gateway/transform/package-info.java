/**
 * What may be seen of an answer: the step between provider and client that renames models, takes out thinking and
 * replaces what must not be read. Only the step itself knows Camel.
 */
@NullMarked
package com.ainative.gateway.transform;

import org.jspecify.annotations.NullMarked;
