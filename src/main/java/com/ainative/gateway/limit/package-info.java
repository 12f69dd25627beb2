/** What a tier may do, and the step that holds callers to it. */
@NullMarked
package com.ainative.gateway.limit;

import org.jspecify.annotations.NullMarked;
