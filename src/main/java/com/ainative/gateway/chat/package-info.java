/**
 * The words of the API: what is asked and what is answered, in OpenAI's chat shape, which is the gateway's own.
 */
@NullMarked
package com.ainative.gateway.chat;

import org.jspecify.annotations.NullMarked;
