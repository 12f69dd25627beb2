/**
 * OpenAI's chat completions, and every host that speaks them.
 */
@NullMarked
package com.ainative.gateway.provider.openai;

import org.jspecify.annotations.NullMarked;
