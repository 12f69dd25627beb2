/** Work from a queue: what is between the broker and the routes. */
@NullMarked
package com.ainative.gateway.ingest;

import org.jspecify.annotations.NullMarked;
