/**
 * Who answers: the plan over providers, the {@code llm:} component, and what a dialect must know. Dialects live in one package each.
 */
@NullMarked
package com.ainative.gateway.provider;

import org.jspecify.annotations.NullMarked;
