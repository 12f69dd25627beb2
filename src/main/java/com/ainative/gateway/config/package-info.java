/**
 * What an operator configures, as records that cannot be wrong, and the reader of {@code gateway.yaml}. Never
 * imports Camel.
 */
@NullMarked
package com.ainative.gateway.config;

import org.jspecify.annotations.NullMarked;
