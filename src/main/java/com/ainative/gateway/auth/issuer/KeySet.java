package com.ainative.gateway.auth.issuer;

import com.ainative.gateway.auth.StrictJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys an issuer publishes at one time. What it publishes besides, for other uses say, is left aside. */
final class KeySet {

    static final KeySet NONE = new KeySet(List.of());

    private static final int MOST = 100;

    private final Map<String, List<PublishedKey>> named;
    private final Set<String> ids;

    private KeySet(List<PublishedKey> keys) {
        this.named = keys.stream().collect(Collectors.groupingBy(PublishedKey::name));
        this.ids = keys.stream().map(PublishedKey::id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads a JSON Web Key Set.
     *
     * @throws FetchFailedException for anything else
     */
    static KeySet of(byte[] json) throws FetchFailedException {
        JsonNode list;
        try {
            list = StrictJson.object(json).path("keys");
        } catch (IOException e) {
            throw new FetchFailedException("sent keys that are not one JSON object");
        }
        if (!list.isArray() || list.size() > MOST) {
            throw new FetchFailedException("sent no list of at most " + MOST + " keys");
        }
        List<PublishedKey> keys = new ArrayList<>();
        for (JsonNode jwk : list) {
            PublishedKey key = PublishedKey.of(jwk);
            if (key != null) {
                keys.add(key);
            }
        }
        return new KeySet(keys);
    }

    /** Usually one; issuers may publish several of one name that differ in how they are used. */
    List<PublishedKey> named(String kid) {
        return named.getOrDefault(kid, List.of());
    }

    boolean has(String id) {
        return ids.contains(id);
    }

    int size() {
        return ids.size();
    }
}
