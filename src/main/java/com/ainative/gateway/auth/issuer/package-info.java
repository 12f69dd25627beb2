/** Whose word counts beside the gateway's own: the issuers an operator has listed, their keys, and what their tokens say. */
@NullMarked
package com.ainative.gateway.auth.issuer;

import org.jspecify.annotations.NullMarked;
