/** Who calls: the keys that sign, the tokens it issues, and the step that checks them. */
@NullMarked
package com.ainative.gateway.auth;

import org.jspecify.annotations.NullMarked;
