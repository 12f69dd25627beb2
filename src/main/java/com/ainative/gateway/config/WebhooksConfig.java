package com.ainative.gateway.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where answers may be sent, and what they are signed with.
 *
 * @param secret a text, or {@code whsec_} and base64
 * @param timeout of one attempt
 * @param allowPrivate receivers that may have a private address, and be spoken to in plain HTTP
 */
public record WebhooksConfig(Secret secret, Duration timeout, Set<HostPort> allowPrivate) {

    private static final String BASE64 = "whsec_";

    public WebhooksConfig {
        allowPrivate = allowPrivate.stream()
                .map(receiver -> new HostPort(receiver.host().toLowerCase(Locale.ROOT), receiver.port()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The key that answers are signed with. */
    public byte[] key() {
        return key(secret.reveal());
    }

    /** @throws IllegalArgumentException for broken base64 */
    static byte[] key(String secret) {
        return secret.startsWith(BASE64)
                ? Base64.getDecoder().decode(secret.substring(BASE64.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Where a caller wants its answer. It says nothing yet of what the host's name leads to.
     *
     * @throws WrongValueException whose message reads on from the text
     */
    public URI url(String text) {
        return HttpUrl.webhook(this).parse(text);
    }

    /** Whether that receiver is one of {@link #allowPrivate}. */
    public boolean mayBePrivate(URI url) {
        return allowPrivate.contains(new HostPort(url.getHost().replaceAll("[\\[\\]]", ""), port(url)));
    }

    /** The port of a URL, written or not. */
    public static int port(URI url) {
        return url.getPort() == -1 ? HttpUrl.usualPort(url) : url.getPort();
    }
}
