package com.ainative.gateway.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One call in a dialect: what is sent, and how the answer to just this request is read. */
public interface DialectCall {

    /** Below the provider's base URL, such as {@code /chat/completions}. */
    String path();

    /** The request in the provider's shape. */
    ObjectNode body();

    /** Parameters of the request that this provider has no word for and that were left out, in order. */
    List<String> dropped();

    /**
     * Reads a complete answer into a {@code chat.completion}.
     *
     * @throws BrokenAnswerException when it is not one
     */
    ObjectNode answer(ObjectNode provided);

    /** A reader for a streamed answer. */
    StreamTranslator stream();
}
