package com.ainative.gateway.job;

import com.ainative.gateway.job.Address.Kind;
import com.ainative.gateway.job.Courier.Receipt;
import com.ainative.gateway.store.Store;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings answers to where they go, and notes which have arrived. Between the two the process may die: then it brings them
 * again under the same name, by which a receiver can tell.
 */
final class Deliveries implements AutoCloseable {

    private final Store store;
    private final Tenure tenure;
    private final InstantSource clock;
    private final Map<Kind, Courier> couriers = new ConcurrentHashMap<>();
    private final Map<Kind, Carrier> carriers;

    Deliveries(Store store, Tenure tenure, InstantSource clock) {
        this.store = store;
        this.tenure = tenure;
        this.clock = clock;
        this.carriers = Stream.of(Kind.values())
                .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> new Carrier(kind, round(kind))));
    }

    private Carrier.Round round(Kind kind) {
        if (kind == Kind.WEBHOOK) {
            return new EachAlone(kind, () -> Optional.ofNullable(couriers.get(kind)), store, tenure, clock,
                    () -> look(kind));
        }
        // Dead letters are in the table; without a broker there is no queue that wants a copy.
        Courier nobody = AllTogether.saying(kind == Kind.DEAD_LETTER
                ? new Receipt.Delivered()
                : new Receipt.Away("nothing is configured to deliver it"));
        return new AllTogether(kind, () -> couriers.getOrDefault(kind, nobody), store, tenure, clock);
    }

    /** From now on that one brings answers of this kind. */
    void by(Kind kind, Courier courier) {
        couriers.put(kind, courier);
        look();
    }

    void start() {
        carriers.values().forEach(Carrier::start);
    }

    /** There may be something to bring. */
    void look() {
        carriers.values().forEach(Carrier::look);
    }

    /** As above, of one kind. */
    void look(Kind kind) {
        Objects.requireNonNull(carriers.get(kind)).look();
    }

    @Override
    public void close() {
        carriers.values().forEach(Carrier::close);
    }
}
