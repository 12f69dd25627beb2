package com.ainative.gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.GatewayRuntime;
import com.ainative.gateway.fake.GatewayHarness;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** Looks at what only the garbage collector can say: whether anybody still holds a thing. */
public final class Released {

    private Released() {
    }

    /** What changes a gateway. */
    static Reload reload(GatewayHarness gateway) {
        try {
            Field field = GatewayRuntime.class.getDeclaredField("reload");
            field.setAccessible(true);
            return (Reload) field.get(gateway.runtime());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** The context of the routes that serve, without holding it. */
    public static WeakReference<CamelContext> serving(GatewayHarness gateway) {
        return new WeakReference<>(reload(gateway).serving().generation().camel());
    }

    /** Fails unless it is collected. */
    public static void awaitGone(WeakReference<?> held) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            System.gc();
            assertThat(held.get()).isNull();
        });
    }
}
