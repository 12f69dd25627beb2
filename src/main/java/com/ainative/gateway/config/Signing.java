package com.ainative.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign.
 *
 * @param rotate how long one signs before the next does
 * @param keystore a PKCS#12 file of the operator's; null for keys the gateway makes itself, in its data folder
 * @param password of the keystore
 */
public record Signing(Duration rotate, @Nullable Path keystore, @Nullable Secret password) {

    static final Signing USUAL = new Signing(Duration.ofDays(30), null, null);
}
