package com.ainative.gateway.broker;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.security.SecurityAuth;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;
import org.jspecify.annotations.Nullable;

/** Tells of queues that are no more, temporary ones above all: their names are free again. */
record GoneQueues(ArtemisPermissions permissions) implements ActiveMQServerQueuePlugin {

    @Override
    public void afterDestroyQueue(Queue queue, SimpleString address, @Nullable SecurityAuth session,
            boolean checkConsumerCount, boolean removeConsumers, boolean autoDeleteAddress) {
        permissions.forget(queue.getName().toString());
    }
}
