/** Who calls: the gateway's signing key, the tokens it issues, and the step that checks them. */
@NullMarked
package com.ainative.gateway.auth;

import org.jspecify.annotations.NullMarked;
