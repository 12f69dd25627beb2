package com.ainative.gateway.broker;

import com.ainative.gateway.config.IngestConfig;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by the embedded broker. */
class EmbeddedBrokerTest extends JmsBrokerContract {

    @TempDir
    static Path data;
    private static EmbeddedArtemis artemis;

    @BeforeAll
    static void start() {
        artemis = EmbeddedArtemis.start(
                new IngestConfig(null, null, null, Map.of(), "chat.requests", "chat.replies", "chat.dead", null),
                data, TokenCheck.NOBODY);
    }

    @AfterAll
    static void stop() {
        artemis.close();
    }

    @Override
    protected Broker open() {
        return new JmsBroker(new JmsBroker.Kind("embedded", "in this process", artemis.connections(),
                artemis::waiting, () -> null, () -> {
                }), 2, LONGEST);
    }

    @Override
    protected String nowhere() {
        return "nowhere";
    }

    @Override
    protected ConnectionFactory client() throws JMSException {
        ActiveMQConnectionFactory ours = (ActiveMQConnectionFactory) artemis.connections();
        return new ActiveMQConnectionFactory("vm://" + ours.getStaticConnectors()[0].getParams().get("serverId"),
                ours.getUser(), ours.getPassword());
    }

    @Override
    protected ConnectionFactory connections() {
        return artemis.connections();
    }
}
