package com.ainative.gateway.broker;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;

/** An object that notices when it is made of what somebody sent. */
final class Canary implements Serializable {

    static final AtomicBoolean HATCHED = new AtomicBoolean();
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        HATCHED.set(true);
    }
}
