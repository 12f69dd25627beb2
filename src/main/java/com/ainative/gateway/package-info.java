/** The program: its entry point and the one place where its objects are made. */
@NullMarked
package com.ainative.gateway;

import org.jspecify.annotations.NullMarked;
