package com.ainative.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Grants as they stand in tokens and beside accepted work: {@code {"models":[],"rpm":1,"limits":{"holder":1},"org":"","budget":{"holder":"1/day"}}}. */
public final class GrantsJson {

    private static final String MODELS = "models";
    private static final String A_MINUTE = "rpm";
    private static final String LIMITS = "limits";
    private static final String ORGANISATION = "org";
    private static final String BUDGET = "budget";

    private GrantsJson() {
    }

    /** Only what differs from {@link Grants#ALL}. */
    public static Map<String, Object> write(Grants grants) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (grants.models() != null) {
            json.put(MODELS, List.copyOf(grants.models()));
        }
        if (grants.requestsPerMinute() != null) {
            json.put(A_MINUTE, grants.requestsPerMinute());
        }
        if (!grants.limits().isEmpty()) {
            Map<String, Object> limits = new LinkedHashMap<>();
            grants.limits().forEach(limit -> limits.put(limit.holder(), limit.requestsPerMinute()));
            json.put(LIMITS, limits);
        }
        if (grants.organisation() != null) {
            json.put(ORGANISATION, grants.organisation());
        }
        if (grants.budget() != null) {
            json.put(BUDGET, Map.of(grants.budget().holder(), grants.budget().budget().toString()));
        }
        return json;
    }

    /** Nothing means all; null for what cannot be read, and so must allow nothing. */
    public static @Nullable Grants read(JsonNode json) {
        if (json.isMissingNode()) {
            return Grants.ALL;
        }
        JsonNode aMinute = json.path(A_MINUTE);
        JsonNode organisation = json.path(ORGANISATION);
        JsonNode limits = json.path(LIMITS);
        boolean readable = json.isObject() && (json.path(MODELS).isMissingNode() || json.path(MODELS).isArray())
                && (aMinute.isMissingNode() || isCount(aMinute))
                && (organisation.isMissingNode() || organisation.isTextual())
                && (limits.isMissingNode() || limits.isObject());
        if (!readable) {
            return null;
        }
        SortedSet<String> models = new TreeSet<>();
        for (JsonNode model : json.path(MODELS)) {
            models.add(model.asText());
        }
        List<Grants.Limit> also = new ArrayList<>();
        for (Map.Entry<String, JsonNode> limit : limits.properties()) {
            if (!isCount(limit.getValue())) {
                return null;
            }
            also.add(new Grants.Limit(limit.getKey(), limit.getValue().intValue()));
        }
        Grants.Spending budget = null;
        for (Map.Entry<String, JsonNode> one : json.path(BUDGET).properties()) {
            Budget read = Budget.of(one.getValue().asText());
            if (read == null || budget != null) {
                return null;
            }
            budget = new Grants.Spending(one.getKey(), read);
        }
        if (json.has(BUDGET) && budget == null) {
            return null;
        }
        return new Grants(json.has(MODELS) ? models : null, aMinute.isMissingNode() ? null : aMinute.intValue(), also,
                organisation.textValue(), budget);
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() > 0;
    }
}
