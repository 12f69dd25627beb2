/** Accounts over HTTP, and below. */
@NullMarked
package com.ainative.gateway.account;

import org.jspecify.annotations.NullMarked;
