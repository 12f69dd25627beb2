package com.ainative.gateway.provider;

import com.ainative.gateway.chat.AnswerStream;
import com.ainative.gateway.error.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** What came back over HTTP, before anybody has judged it. */
sealed interface ProviderReply {

    /** A complete answer. */
    record Whole(int status, MultiMap headers, Buffer body) implements ProviderReply {
    }

    /** A stream whose first content has arrived. */
    record Streaming(AnswerStream chunks) implements ProviderReply {
    }

    /** A stream that failed before its first content, in whatever words the provider had. */
    record Failed(Failure failure) implements ProviderReply {
    }
}
