package com.ainative.gateway.reload;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signal that tells a daemon to read its configuration again: {@code kill -HUP}. */
final class HangUp {

    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {
    }

    /** By reflection: the class is in every JDK we run on, but it is no part of Java's API and need not be in the next. */
    static void on(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calling = Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[]{handler},
                    (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance("HUP"), calling);
        } catch (ReflectiveOperationException | RuntimeException e) { // a platform without it has the other ways
            LOG.info("SIGHUP does not reload here: {}", e.toString());
        }
    }
}
