package com.ainative.gateway.fake;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/** What runs in the process of an {@link ExternalArtemis}. */
final class ArtemisMain {

    private ArtemisMain() {
    }

    /** Says its port when it is ready; begins with it, a folder, a user and a password. */
    public static void main(String[] arguments) throws Exception {
        // Or its other threads would live on without it.
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {
            e.printStackTrace();
            System.exit(1);
        });
        Configuration settings = new ConfigurationImpl();
        Path folder = Path.of(arguments[1]);
        settings.setJournalDirectory(folder.resolve("journal").toString());
        settings.setBindingsDirectory(folder.resolve("bindings").toString());
        settings.setPagingDirectory(folder.resolve("paging").toString());
        settings.setLargeMessagesDirectory(folder.resolve("large").toString());
        settings.setJournalType(JournalType.NIO);
        settings.setJournalFileSize(1024 * 1024);
        settings.setMaxDiskUsage(-1);
        settings.setJMXManagementEnabled(false);
        settings.setCriticalAnalyzer(false);
        settings.addAcceptorConfiguration(new TransportConfiguration(NettyAcceptorFactory.class.getName(),
                Map.of("host", "127.0.0.1", "port", Integer.parseInt(arguments[0]), "protocols", "CORE,AMQP",
                        "useEpoll",
                        false, "useKQueue", false),
                "clients"));
        settings.addAddressSetting("#", new AddressSettings().setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST).setMaxDeliveryAttempts(-1));
        settings.addAddressSetting("forgetful.#", new AddressSettings().setIDCacheSize(0));
        settings.addAddressSetting("fixed.#", new AddressSettings().setAutoCreateQueues(false)
                .setAutoCreateAddresses(false));
        ActiveMQServer server = new ActiveMQServerImpl(settings, new OneUser(arguments[2], arguments[3]));
        server.start();
        NettyAcceptor acceptor = (NettyAcceptor) server.getRemotingService().getAcceptor("clients");
        System.out.println(ExternalArtemis.READY + acceptor.getActualPort());
        // Whoever started it is gone when its input ends.
        System.in.readAllBytes();
        server.stop();
        System.exit(0);
    }

    /** Lets one user do all, except with forbidden queues. */
    private record OneUser(String name, String password) implements ActiveMQSecurityManager5 {

        @Override
        public @Nullable Subject authenticate(@Nullable String user, @Nullable String given,
                @Nullable RemotingConnection connection, @Nullable String domain) {
            return validateUser(user, given)
                    ? new Subject(true, Set.of(new UserPrincipal(name)), Set.of(), Set.of())
                    : null;
        }

        @Override
        public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
            return !address.startsWith("forbidden.") || (check != CheckType.SEND && check != CheckType.CONSUME);
        }

        @Override
        public boolean validateUser(@Nullable String user, @Nullable String given) {
            return name.equals(user) && password.equals(given);
        }

        @Override
        public boolean validateUserAndRole(@Nullable String user, @Nullable String given, Set<Role> roles,
                CheckType check) {
            return false;
        }
    }
}
