/** The database: opened when it is first needed, brought up to date, and written to in groups. Knows no table. */
@NullMarked
package com.ainative.gateway.store;

import org.jspecify.annotations.NullMarked;
