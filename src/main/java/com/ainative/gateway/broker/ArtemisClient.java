package com.ainative.gateway.broker;

import com.ainative.gateway.config.Secret;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Connections to Artemis by its own protocol. */
final class ArtemisClient {

    /** A call that takes longer has failed. */
    private static final int CALL_MILLIS = 8_000;

    private ArtemisClient() {
    }

    /** To the one in this process. */
    static ConnectionFactory of(TransportConfiguration transport, String ownKey) {
        @SuppressWarnings("resource") // holds nothing while it has no connection
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(false, transport);
        factory.setCallTimeout(CALL_MILLIS);
        return harmless(factory, "gateway", ownKey);
    }

    /** To one elsewhere; what the address and the options say themselves stays as they say it. */
    static ConnectionFactory of(URI broker, @Nullable String user, @Nullable Secret password,
            Map<String, Secret> options) {
        String address = ClientUri.with(broker, options,
                Map.of("callTimeout", "" + CALL_MILLIS, "connect-timeout-millis", "3000", "connectionTTL", "30000",
                        "clientFailureCheckPeriod", "5000"));
        try {
            @SuppressWarnings("resource") // as above
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(address);
            return harmless(factory, user, password == null ? null : password.reveal());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ingest.broker or ingest.options are not what Artemis' client takes,"
                    + " such as tcp://host:61616 and sslEnabled: \"true\"", e);
        }
    }

    private static ConnectionFactory harmless(ActiveMQConnectionFactory factory, @Nullable String user,
            @Nullable String password) {
        factory.setUser(user);
        factory.setPassword(password);
        // No object is ever made of what somebody sent.
        factory.setDeserializationDenyList("*");
        // We connect again ourselves: the client would let senders hang meanwhile.
        factory.setReconnectAttempts(0);
        factory.setInitialConnectAttempts(1);
        factory.setUseTopologyForLoadBalancing(false);
        // A message is fetched when it is asked for, so that none lies here while others have time for it.
        factory.setConsumerWindowSize(0);
        factory.setBlockOnDurableSend(true);
        factory.setBlockOnAcknowledge(true);
        // Without credits, which a sender would wait for without end when the broker is full.
        factory.setProducerWindowSize(-1);
        return factory;
    }
}
