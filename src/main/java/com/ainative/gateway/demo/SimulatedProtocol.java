package com.ainative.gateway.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a provider's protocol makes of one call: pure functions, no socket. */
interface SimulatedProtocol {

    /** Where calls go to, such as {@code /v1/messages}. */
    String path();

    /** What is wrong with the head or the body of a call, or null; the value of a header is null if it is not there. */
    @Nullable
    Objection objection(Function<String, @Nullable String> header, ObjectNode body);

    /** A complete answer. */
    ObjectNode whole(Call call);

    /** What a stream says before its first word. */
    List<String> head(Call call);

    /** One word, with the blank that goes before it. */
    String word(Call call, String text);

    /** What a stream says after its last word. */
    List<String> tail(Call call);

    /** The body of an answer that is an error. */
    ObjectNode error(int status, String message);

    /**
     * One accepted call.
     *
     * @param number counts the calls to this provider, from 1; makes ids that differ and are the same in every run
     * @param created seconds since 1970
     * @param body what was asked
     * @param words the answer, each with the blank that goes before it
     */
    record Call(int number, long created, ObjectNode body, List<String> words) {

        String model() {
            return body.path("model").asText();
        }

        String text() {
            return String.join("", words);
        }

        /** A rough count, as honest as a simulation can be: a token for every word. */
        int promptTokens() {
            return Prompt.words(body);
        }
    }

    /** Why a call is refused. */
    record Objection(int status, String message) {
    }
}
