package com.ainative.gateway.job;

import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier.Receipt;
import com.ainative.gateway.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Brings many answers at once to one receiver, a broker: it takes them fastest that way. */
final class AllTogether implements Carrier.Round {

    private static final int MOST = 256;

    private final Kind kind;
    private final Supplier<Courier> courier;
    private final Store store;
    private final Tenure tenure;
    private final InstantSource clock;

    AllTogether(Kind kind, Supplier<Courier> courier, Store store, Tenure tenure, InstantSource clock) {
        this.kind = kind;
        this.courier = courier;
        this.store = store;
        this.tenure = tenure;
        this.clock = clock;
    }

    /** A courier that says the same of all. */
    static Courier saying(Receipt receipt) {
        return deliveries -> deliveries.stream().map(Delivery::id)
                .collect(Collectors.toMap(Function.identity(), id -> receipt));
    }

    @Override
    public boolean bringSome() {
        List<Delivery> some = store.read(
                handle -> DeliveryTable.due(handle, kind, tenure.id(), Set.of(), Set.of(), clock.millis(), MOST));
        if (some.isEmpty()) {
            return false;
        }
        Map<String, Receipt> receipts = courier.get().bring(some);
        long now = clock.millis();
        store.write(handle -> {
            some.forEach(delivery -> DeliveryTable.note(handle, delivery,
                    receipts.getOrDefault(delivery.id(), new Receipt.Away("nobody said what came of it")), now));
            return some.size();
        });
        return true; // they may have been bounded
    }

    @Override
    public void close() {
        // Nothing is under way once a round has ended.
    }
}
