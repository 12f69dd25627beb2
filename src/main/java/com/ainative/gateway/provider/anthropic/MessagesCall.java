package com.ainative.gateway.provider.anthropic;

import com.ainative.gateway.provider.DialectCall;
import com.ainative.gateway.provider.StreamTranslator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;

/** One call to {@code /v1/messages}. */
record MessagesCall(MessagesRequest request, InstantSource clock) implements DialectCall {

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public ObjectNode body() {
        return request.body();
    }

    @Override
    public List<String> dropped() {
        return request.dropped();
    }

    @Override
    public ObjectNode answer(ObjectNode provided) {
        return MessagesAnswer.read(provided, clock.instant().getEpochSecond(), request.formatTool());
    }

    @Override
    public StreamTranslator stream() {
        return new MessagesStream(clock, request.formatTool());
    }
}
