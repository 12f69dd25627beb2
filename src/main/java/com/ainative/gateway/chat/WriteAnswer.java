package com.ainative.gateway.chat;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step: say it. A whole answer becomes JSON, a streamed one server-sent events. */
public final class WriteAnswer implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ChatRequest chat = exchange.getVariable(ChatRequest.VARIABLE, ChatRequest.class);
        switch (message.getBody(ChatAnswer.class)) {
            case ChatAnswer.Whole whole -> {
                message.setHeader("content-type", "application/json");
                message.setBody(Json.write(whole.json()));
            }
            case ChatAnswer.Streamed streamed -> {
                message.setHeader("content-type", "text/event-stream; charset=utf-8");
                message.setHeader("cache-control", "no-cache");
                message.setHeader("x-accel-buffering", "no");
                message.setBody(new ChunkEvents(streamed.chunks(), chat.includeUsage()));
            }
        }
    }
}
