package com.ainative.gateway.job;

import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier.Receipt;
import com.ainative.gateway.store.Store;
import com.ainative.gateway.store.StoreAwayException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each answer on a thread of its own, for there are many receivers, and some are slow: of one receiver only a few
 * are under way at once, and while they are its others are not even read.
 */
final class EachAlone implements Carrier.Round {

    private static final Logger LOG = LoggerFactory.getLogger(EachAlone.class);
    /** Under way at once. */
    static final int MOST = 64;
    static final int MOST_FOR_ONE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Kind kind;
    private final Supplier<Optional<Courier>> courier;
    private final Store store;
    private final Tenure tenure;
    private final InstantSource clock;
    private final Runnable look;
    private final Semaphore room = new Semaphore(MOST);
    /** Receivers by the deliveries that are under way to them. */
    private final Map<String, String> underWay = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /**
     * @param courier none where nothing is configured to deliver them; they wait
     * @param look called when there is room for more
     */
    EachAlone(Kind kind, Supplier<Optional<Courier>> courier, Store store, Tenure tenure, InstantSource clock,
            Runnable look) {
        this.kind = kind;
        this.courier = courier;
        this.store = store;
        this.tenure = tenure;
        this.clock = clock;
        this.look = look;
    }

    /** Scheme, host and port of an address, and the slash behind. */
    private static String receiver(String address) {
        int path = address.indexOf('/', address.indexOf("://") + 3);
        return path < 0 ? address : address.substring(0, path + 1);
    }

    private Set<String> busy() {
        return underWay.values().stream().collect(Collectors.groupingBy(receiver -> receiver, Collectors.counting()))
                .entrySet().stream().filter(entry -> entry.getValue() >= MOST_FOR_ONE).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean bringSome() {
        int free = room.availablePermits();
        Optional<Courier> by = courier.get();
        if (free == 0 || by.isEmpty()) {
            return false; // the next that ends looks again
        }
        // Before the read: what ends behind it must not be taken for new.
        Set<String> known = Set.copyOf(underWay.keySet());
        List<Delivery> some = store.read(handle -> DeliveryTable.due(handle, kind, tenure.id(), busy(), known,
                clock.millis(), free));
        int begun = 0;
        for (Delivery delivery : some) {
            String receiver = receiver(delivery.address());
            if (!busy().contains(receiver) && room.tryAcquire()) {
                underWay.put(delivery.id(), receiver);
                Thread thread = Thread.ofVirtual().name(delivery.id()).unstarted(() -> bring(delivery, by.get()));
                threads.add(thread);
                thread.start();
                begun++;
            }
        }
        return begun > 0; // whoever is busy now is left out the next time
    }

    private void bring(Delivery delivery, Courier by) {
        try {
            note(delivery, receipt(delivery, by));
        } catch (InterruptedException e) {
            LOG.warn("The answer of job {} is delivered again at the next start.", delivery.job().id());
        } finally {
            underWay.remove(delivery.id());
            threads.remove(Thread.currentThread());
            room.release();
            look.run();
        }
    }

    /** Until it is written: else it were found due, and brought again, as long as the store can only be read. */
    private void note(Delivery delivery, Receipt receipt) throws InterruptedException {
        while (!store.isClosed()) {
            try {
                store.write(handle -> {
                    DeliveryTable.note(handle, delivery, receipt, clock.millis());
                    return true;
                });
                return;
            } catch (StoreAwayException | IllegalStateException e) { // away, or it refuses; neither is the receiver's
                LOG.warn("What came of delivering the answer of job {} cannot be written yet: {}",
                        delivery.job().id(), e.getMessage());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private static Receipt receipt(Delivery delivery, Courier by) {
        try {
            return by.bring(List.of(delivery)).getOrDefault(delivery.id(),
                    new Receipt.Away("nobody said what came of it"));
        } catch (RuntimeException e) { // a mistake of the courier's costs a try: else it were tried at once, for ever
            LOG.error("The answer of job {} could not be delivered", delivery.job().id(), e);
            return new Receipt.Refused("the gateway failed to send it");
        }
    }

    /** What does not end in time is brought again at the next start, under the same name. */
    @Override
    public void close() {
        try {
            if (!room.tryAcquire(MOST, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.forEach(Thread::interrupt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
