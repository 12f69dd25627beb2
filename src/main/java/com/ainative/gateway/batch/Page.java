package com.ainative.gateway.batch;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.http.Request;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as callers ask for it.
 *
 * @param after the id behind which it begins; null for the start
 * @param newestFirst the order, which is that of ids
 */
record Page(@Nullable String after, int limit, boolean newestFirst) {

    /** @throws com.ainative.gateway.error.GatewayException with a 400 that names the parameter */
    static Page of(Request request, int usual, int most) {
        String order = request.queryParameter("order");
        if (order != null && !order.equals("asc") && !order.equals("desc")) {
            throw ErrorCode.INVALID_REQUEST.at("order", "'order' is neither 'asc' nor 'desc'.").toException();
        }
        return new Page(request.queryParameter("after"), limit(request.queryParameter("limit"), usual, most),
                !"asc".equals(order));
    }

    private static int limit(@Nullable String text, int usual, int most) {
        if (text == null) {
            return usual;
        }
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw ErrorCode.INVALID_REQUEST.at("limit", "'limit' is not a number from 1 to " + most + ".")
                    .toException();
        }
        return Integer.parseInt(text);
    }

    /** What follows {@code where}: behind the start and in order, with one more than asked to see whether there is one. */
    String sql() {
        return (after == null ? "" : " and id " + (newestFirst ? "<" : ">") + " :after") + " order by id "
                + (newestFirst ? "desc" : "asc") + " limit " + (limit + 1);
    }

    /** @param found at most one more than was asked for */
    ObjectNode json(List<ObjectNode> found) {
        List<ObjectNode> some = found.subList(0, Math.min(limit, found.size()));
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        some.forEach(data::add);
        list.put("first_id", some.isEmpty() ? null : some.getFirst().path("id").textValue());
        list.put("last_id", some.isEmpty() ? null : some.getLast().path("id").textValue());
        return list.put("has_more", found.size() > limit);
    }
}
