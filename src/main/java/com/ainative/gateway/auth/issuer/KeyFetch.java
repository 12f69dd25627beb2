package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.auth.StrictJson;
import com.ainative.gateway.config.IssuerConfig.Source;
import com.ainative.gateway.config.WrongValueException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks one issuer for its keys, by way of its metadata where those say where the keys are. */
final class KeyFetch implements IssuerKeys.Fetch {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Source source;
    private final IssuerHttp http;
    /** What the metadata said; null where they have to be asked. */
    private volatile @Nullable URI place;
    private volatile int failures;

    KeyFetch(Source source, IssuerHttp http) {
        this.source = source;
        this.http = http;
    }

    /** Never called by two at once. */
    @Override
    public KeySet keys(boolean anew) throws FetchFailedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        URI known = anew ? null : place;
        int tries = failures;
        place = null; // until there are keys
        failures = tries + 1;
        URI url = known != null ? known : source.discovery() ? discovered(tries, until) : source.url();
        KeySet keys = KeySet.of(http.get(url, source, tries, until));
        place = url;
        failures = 0;
        return keys;
    }

    private URI discovered(int tries, long until) throws FetchFailedException {
        try {
            JsonNode metadata = StrictJson.object(http.get(source.url(), source, tries, until));
            if (!source.issuer().equals(metadata.path("issuer").textValue())) {
                throw new FetchFailedException("has metadata that are another issuer's");
            }
            return source.keys(metadata.path("jwks_uri").asText());
        } catch (IOException e) {
            throw new FetchFailedException("has metadata that are not one JSON object");
        } catch (WrongValueException e) {
            throw new FetchFailedException("has metadata whose jwks_uri " + e.getMessage());
        }
    }
}
