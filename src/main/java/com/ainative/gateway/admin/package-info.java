/** What operators ask of a running gateway, over HTTP on a listener of its own. */
@NullMarked
package com.ainative.gateway.admin;

import org.jspecify.annotations.NullMarked;
