package com.ainative.gateway.auth;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every credential that must let nobody in, whatever way it comes. But for the one thing each is called after, they are an
 * operator's good tokens.
 */
public final class TokenAttacks {

    private TokenAttacks() {
    }

    /**
     * @param keys those of the gateway they are for
     * @param now by its clock
     * @param canary an address that nobody may ask for keys, though it would give some
     */
    public static List<Attack> on(SigningKeys keys, Instant now, String canary) {
        TokenForge forge = TokenForge.of(keys, now);
        return Stream.of(SignatureAttacks.of(forge), StrangerAttacks.of(forge, canary),
                HeaderAttacks.of(forge), ClaimAttacks.of(forge), ShapeAttacks.of(forge), ApiKeyAttacks.of(forge))
                .flatMap(List::stream).toList();
    }

    /** What the canary has to say: keys with which the strangers' tokens would be good. */
    public static String keysOfStrangers() {
        return StrangerAttacks.published();
    }
}
