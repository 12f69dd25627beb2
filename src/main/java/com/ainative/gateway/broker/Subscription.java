package com.ainative.gateway.broker;

/** What is handed over of one queue, until it is closed. */
public interface Subscription extends AutoCloseable {

    /** Hands over nothing more; returns when what was handed over is acknowledged, or has gone back to its queue. */
    @Override
    void close();
}
