/** The shipped routes over real HTTP, between a real client and a fake provider. */
@NullMarked
package com.ainative.gateway.route;

import org.jspecify.annotations.NullMarked;
