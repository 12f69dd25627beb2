package com.ainative.gateway.broker;

import com.ainative.gateway.config.Secret;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.util.Map;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.JmsDestination;
import org.apache.qpid.jms.policy.JmsDeserializationPolicy;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/** Connections to a broker by AMQP 1.0. */
final class AmqpClient {

    private AmqpClient() {
    }

    /** What the address and the options say themselves stays as they say it. */
    static ConnectionFactory of(URI broker, @Nullable String user, @Nullable Secret password,
            Map<String, Secret> options) {
        String address = ClientUri.with(broker, options,
                Map.ofEntries(entry("jms.requestTimeout", "8000"), entry("jms.sendTimeout", "8000"),
                        entry("jms.connectTimeout", "5000"), entry("jms.closeTimeout", "3000"),
                        entry("transport.connectTimeout", "3000"), entry("transport.useEpoll", "false"),
                        entry("transport.useKQueue", "false"), entry("amqp.idleTimeout", "30000"),
                        // Artemis may forget to say that there is no message: then all begins anew.
                        entry("amqp.drainTimeout", "3000"),
                        // A message is fetched when it is asked for: none lies here while others have time for it.
                        entry("jms.prefetchPolicy.queuePrefetch", "0"),
                        entry("jms.prefetchPolicy.queueBrowserPrefetch", "0")));
        JmsConnectionFactory factory;
        try {
            factory = new JmsConnectionFactory(address);
        } catch (RuntimeException e) { // of several kinds; some carry the address with its secrets in their text
            throw new IllegalArgumentException("ingest.broker or ingest.options are not what the AMQP client takes,"
                    + " such as amqp://host:5672 and jms.clientIDPrefix: gateway");
        }
        factory.setUsername(user);
        factory.setPassword(password == null ? null : password.reveal());
        factory.setDeserializationPolicy(new NoObjects());
        factory.setUseDaemonThread(true);
        return factory;
    }

    /** No object is ever made of what somebody sent. */
    private static final class NoObjects implements JmsDeserializationPolicy {

        @Override
        public JmsDeserializationPolicy copy() {
            return this;
        }

        @Override
        public boolean isTrustedType(JmsDestination destination, Class<?> type) {
            return false;
        }
    }
}
