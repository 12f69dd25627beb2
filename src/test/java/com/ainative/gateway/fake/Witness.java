package com.ainative.gateway.fake;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Where classes of a jar, which a test cannot name, meet the test: they find this one through the loader's parent. */
public final class Witness {

    private static final Map<String, WeakReference<Object>> SEEN = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

    private Witness() {
    }

    /** Called by a class of a jar. */
    public static void saw(String name, Object thing) {
        SEEN.put(name, new WeakReference<>(thing));
    }

    /** What was seen last by that name, without holding it. */
    public static WeakReference<Object> seen(String name) {
        return Objects.requireNonNull(SEEN.get(name), name);
    }

    /** Called by a class of a jar, inside a request. */
    public static void waitAt(String gate) throws InterruptedException {
        gate(gate + " reached").countDown();
        gate(gate).await();
    }

    /** Waits until a request is there. */
    public static void awaitReached(String gate) throws InterruptedException {
        gate(gate + " reached").await();
    }

    public static void open(String gate) {
        gate(gate).countDown();
    }

    private static CountDownLatch gate(String name) {
        return GATES.computeIfAbsent(name, made -> new CountDownLatch(1));
    }
}
