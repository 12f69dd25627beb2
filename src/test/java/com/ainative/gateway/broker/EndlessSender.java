package com.ainative.gateway.broker;

import java.nio.file.Path;
import java.util.List;

/** A process that sends to a broker of its own until it is killed, and says what was sent. */
final class EndlessSender {

    private EndlessSender() {
    }

    public static void main(String[] arguments) {
        Broker broker = Brokers.embedded(
                EmbeddedArtemis.start(EmbeddedArtemisTest.CONFIG, Path.of(arguments[0]), TokenCheck.NOBODY));
        for (int number = 0; true; number += 2) {
            String first = "m" + number;
            String second = "m" + (number + 1);
            broker.send(List.of(EmbeddedArtemisTest.message(first)));
            System.out.println(first);
            broker.send(List.of(EmbeddedArtemisTest.message(second), EmbeddedArtemisTest.message(second + "b")));
            System.out.println(second);
            System.out.println(second + "b");
        }
    }
}
