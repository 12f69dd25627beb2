/**
 * Anthropic's Messages API, asked and read in OpenAI's chat shape. Only {@link AnthropicDialect} is seen from outside.
 *
 * <p>Asking: {@code MessagesRequest} and what it calls. Reading: {@code MessagesAnswer}, {@code MessagesStream},
 * {@code AnthropicErrors}.
 */
@NullMarked
package com.ainative.gateway.provider.anthropic;

import org.jspecify.annotations.NullMarked;
