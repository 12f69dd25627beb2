package com.ainative.gateway.broker;

import com.ainative.gateway.config.HostPort;
import com.ainative.gateway.config.IngestConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;

/** How the embedded broker is set up. */
final class ArtemisSettings {

    /** Name of the acceptor for clients outside this process. */
    static final String LISTENER = "listen";

    private static final long MIB = 1024L * 1024;
    /** Duplicates are known among as many messages per queue. */
    private static final int REMEMBERED_IDS = 20_000;
    /** In memory, over all queues; what is more waits on disk. */
    private static final long IN_MEMORY = 64 * MIB;
    /** On disk, for one queue; from then on senders fail. */
    private static final long ON_DISK = 4096 * MIB;
    private static final long DAY_MILLIS = 24 * 3_600_000L;

    private ArtemisSettings() {
    }

    /**
     * @param vm the number of the broker in this process
     * @param folder where its files are
     * @param secret for what the broker would trust by a well-known password
     * @param diskReserve bytes; with less free on the disk senders fail
     */
    static Configuration of(IngestConfig ingest, int vm, Path folder, String secret, long diskReserve)
            throws Exception {
        Configuration settings = new ConfigurationImpl();
        settings.setName("gateway-" + vm);
        keep(settings, folder, diskReserve);
        guard(settings, secret);
        // Little of everything: the work is done elsewhere.
        settings.setThreadPoolMaxSize(16);
        settings.setScheduledThreadPoolMaxSize(2);
        settings.setGlobalMaxSize(IN_MEMORY);
        settings.setJMXManagementEnabled(false);
        settings.setWildcardRoutingEnabled(false);
        // Its remedies for a thread that hangs are to halt the JVM or to stop for good; the senders' time limits suffice.
        settings.setCriticalAnalyzer(false);
        settings.addAcceptorConfiguration(
                new TransportConfiguration(InVMAcceptorFactory.class.getName(), Map.of("serverId", vm), "in-vm"));
        HostPort listen = ingest.listen();
        if (listen != null) {
            settings.addAcceptorConfiguration(listener(listen));
        }
        for (String queue : List.of(ingest.queue(), ingest.replies(), ingest.deadLetters())) {
            settings.addAddressConfiguration(address(queue));
        }
        settings.addAddressSetting("#", rules(ingest).setAutoCreateQueues(false).setAutoCreateAddresses(false));
        // Where an answer goes whose sender named his own queue: made when it is first used, gone when long unused.
        settings.addAddressSetting(ingest.replies() + ".#", rules(ingest).setAutoCreateQueues(true)
                .setAutoCreateAddresses(true).setAutoDeleteQueuesDelay(DAY_MILLIS)
                .setAutoDeleteAddressesDelay(DAY_MILLIS));
        return settings;
    }

    private static void keep(Configuration settings, Path folder, long diskReserve) {
        settings.setJournalDirectory(folder.resolve("journal").toString());
        settings.setBindingsDirectory(folder.resolve("bindings").toString());
        settings.setPagingDirectory(folder.resolve("paging").toString());
        settings.setLargeMessagesDirectory(folder.resolve("large").toString());
        settings.setPersistenceEnabled(true);
        settings.setJournalType(JournalType.NIO);
        settings.setJournalSyncTransactional(true);
        settings.setJournalSyncNonTransactional(true);
        settings.setJournalDatasync(true);
        settings.setJournalFileSize((int) (4 * MIB));
        settings.setJournalMinFiles(2);
        settings.setIDCacheSize(REMEMBERED_IDS);
        settings.setPersistIDCache(true);
        // Bytes, not a share: a large disk that is 90 % full has room enough.
        settings.setMaxDiskUsage(-1);
        settings.setMinDiskFree(diskReserve);
        settings.setDiskScanPeriod(1_000);
        // A second process on the same files fails instead of waiting for ever.
        settings.setJournalLockAcquisitionTimeout(2_000);
    }

    private static void guard(Configuration settings, String secret) {
        settings.setSecurityEnabled(true);
        // What it remembers it remembers by the user's name, which a client chooses.
        settings.setAuthenticationCacheSize(0);
        settings.setAuthorizationCacheSize(0);
        // Its default password opens everything.
        settings.setClusterUser("cluster-" + secret);
        settings.setClusterPassword(secret);
    }

    private static TransportConfiguration listener(HostPort listen) {
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(),
                Map.of("host", listen.host(), "port", listen.port(), "protocols", "CORE", "useEpoll", false,
                        "useKQueue", false, "remotingThreads", 2, "connectionsAllowed", 1_000L),
                LISTENER);
    }

    private static CoreAddressConfiguration address(String queue) {
        return new CoreAddressConfiguration().setName(queue).addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(queue).setAddress(queue).setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true));
    }

    /**
     * No request is lost by a rule: none is dropped, and none goes elsewhere because it was handed over often. One that
     * expired comes back as a new message of the same queue, so that its sender can be told; it has his token in it, and
     * nobody else reads there.
     */
    private static AddressSettings rules(IngestConfig ingest) {
        return new AddressSettings().setExpiryAddress(SimpleString.of(ingest.queue()))
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST).setMaxDeliveryAttempts(-1).setRedeliveryDelay(0)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE).setPageSizeBytes((int) (4 * MIB))
                .setPageLimitBytes(ON_DISK).setPageFullMessagePolicy(PageFullMessagePolicy.FAIL)
                .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL);
    }
}
