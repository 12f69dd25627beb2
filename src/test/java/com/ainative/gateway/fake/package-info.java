/** Hand-written counterparts of the gateway: a provider that misbehaves on demand, and a gateway to test against. */
@NullMarked
package com.ainative.gateway.fake;

import org.jspecify.annotations.NullMarked;
