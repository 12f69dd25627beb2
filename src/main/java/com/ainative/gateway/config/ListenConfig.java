package com.ainative.gateway.config;

import java.time.Duration;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the gateway serves applications.
 *
 * @param http address and port; port 0 takes a free one
 * @param admin address and port for operators alone; port 0 takes a free one
 * @param maxBody largest request body
 * @param maxHeader largest request head: request line and headers together
 * @param headerTimeout how long a client may take to send a request's head
 * @param bodyTimeout how long a client may stay silent within a request's body
 * @param idleTimeout how long a connection may stay open without a request
 * @param writeTimeout how long a client may take none of a streamed answer
 * @param drain how long running requests may take when the gateway stops
 * @param cors which browser origins may call; none by default
 * @param proxies in front, whose word counts of whom they speak for
 * @param tls certificate and key; absent means plain HTTP
 */
public record ListenConfig(HostPort http, HostPort admin, DataSize maxBody, DataSize maxHeader, Duration headerTimeout,
        Duration bodyTimeout, Duration idleTimeout, Duration writeTimeout, Duration drain, Cors cors,
        List<AddressRange> proxies, @Nullable Tls tls) {

    public ListenConfig {
        proxies = List.copyOf(proxies);
    }

    /** The same bounds on the address for operators, which no browser page may call. */
    public ListenConfig forOperators() {
        return new ListenConfig(admin, admin, maxBody, maxHeader, headerTimeout, bodyTimeout, idleTimeout,
                writeTimeout, Duration.ZERO, new Cors(List.of(), List.of(), List.of(), Duration.ZERO), List.of(),
                null);
    }

    /** An origin is listed exactly, such as {@code https://app.example}; {@code *} allows any, without credentials. */
    public record Cors(List<String> origins, List<String> methods, List<String> headers, Duration maxAge) {

        public Cors {
            origins = List.copyOf(origins);
            methods = List.copyOf(methods);
            headers = List.copyOf(headers);
        }
    }

    /** PEM files: a certificate chain and its PKCS#8 key. */
    public record Tls(Path certificate, Path key) {
    }
}
