package com.ainative.gateway.account;

import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds back who guesses passwords: by account, whether it is there or not, and by address. An account is held back for a
 * minute at most, for others could keep its owner out; an address for longer. Each gateway counts for itself.
 */
final class LoginThrottle {

    private static final int NETWORK_BYTES = 8;

    private final Backoff accounts;
    private final Backoff addresses;
    private final Backoff registrations;

    /** @param nanoTime monotonic, as {@link System#nanoTime} */
    LoginThrottle(LongSupplier nanoTime) {
        accounts = new Backoff(5, Duration.ofMinutes(1), nanoTime);
        addresses = new Backoff(20, Duration.ofMinutes(5), nanoTime);
        registrations = new Backoff(10, Duration.ofMinutes(10), nanoTime);
    }

    /** @throws GatewayException with a 429 that says when to come again */
    void begin(String email, @Nullable InetAddress from) {
        Duration wait = addresses.begin(network(from));
        if (wait.isZero()) {
            wait = accounts.begin(email);
            if (!wait.isZero()) {
                // Who is refused for the account's sake learns nothing, and has spent nothing.
                addresses.takeBack(network(from));
            }
        }
        if (!wait.isZero()) {
            throw ErrorCode.LOGIN_THROTTLED
                    .because("Too many failed attempts. Try again in " + Math.max(1, wait.plusMillis(999).toSeconds())
                            + " s.")
                    .withRetryAfter(wait).toException();
        }
    }

    /** @throws GatewayException 429 that says when to come again */
    void beginRegistration(@Nullable InetAddress from) {
        Duration wait = registrations.begin(network(from));
        if (!wait.isZero()) {
            throw ErrorCode.LOGIN_THROTTLED.because("Too many registrations. Try again later.").withRetryAfter(wait)
                    .toException();
        }
    }

    /** One that could not be judged, for the store was away or too many came: nobody has failed. */
    void takeBack(String email, @Nullable InetAddress from) {
        accounts.takeBack(email);
        addresses.takeBack(network(from));
    }

    void good(String email, @Nullable InetAddress from) {
        accounts.good(email);
        addresses.takeBack(network(from));
    }

    /** Of IPv6 the part that one subscriber has all addresses of. */
    static String network(@Nullable InetAddress from) {
        if (from == null) {
            return "";
        }
        byte[] bytes = from.getAddress();
        return HexFormat.of()
                .formatHex(from instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}
