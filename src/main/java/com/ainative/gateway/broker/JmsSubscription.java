package com.ainative.gateway.broker;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.stream.IntStream;

/** Several consumers of one queue. */
final class JmsSubscription implements Subscription {

    private final List<JmsConsumer> consumers;

    JmsSubscription(ConnectionFactory factory, JmsConsumer.Work work, int howMany, Trouble trouble) {
        this.consumers = IntStream.rangeClosed(1, howMany)
                .mapToObj(number -> new JmsConsumer(factory, work, number, trouble)).toList();
    }

    @Override
    public void close() {
        consumers.forEach(JmsConsumer::stop);
        consumers.forEach(JmsConsumer::close);
    }
}
