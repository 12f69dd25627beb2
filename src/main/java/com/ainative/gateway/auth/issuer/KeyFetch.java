package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.auth.StrictJson;
import com.ainative.gateway.config.IssuerConfig.Source;
import com.ainative.gateway.config.WrongValueException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks one issuer for its keys, by way of its metadata where those say where the keys are. */
final class KeyFetch implements IssuerKeys.Fetch {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Source source;
    private final IssuerHttp http;
    /** What the metadata said; null where they have to be asked. */
    private volatile @Nullable URI place;
    /** Which of a host's addresses is asked: the next one behind a failure. */
    private final Map<String, Integer> addresses = new ConcurrentHashMap<>();

    KeyFetch(Source source, IssuerHttp http) {
        this.source = source;
        this.http = http;
    }

    /** Never called by two at once. */
    @Override
    public KeySet keys(boolean anew) throws FetchFailedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        URI known = anew ? null : place;
        place = null; // until there are keys
        URI url = known != null ? known : source.discovery() ? discovered(until) : source.url();
        KeySet keys = KeySet.of(get(url, until));
        place = url;
        return keys;
    }

    private byte[] get(URI url, long until) throws FetchFailedException {
        int which = addresses.getOrDefault(url.getHost(), 0);
        addresses.put(url.getHost(), which + 1); // unless it answers
        byte[] answer = http.get(url, source, which, until);
        addresses.put(url.getHost(), which);
        return answer;
    }

    private URI discovered(long until) throws FetchFailedException {
        try {
            JsonNode metadata = StrictJson.object(get(source.url(), until));
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
