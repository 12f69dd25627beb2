package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.check.Part.Element;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Something that is checked as a whole: a route, a route made from a template, or a policy that stands beside routes.
 *
 * @param number its own
 * @param element the entry of the file; of a template its route
 * @param routeId its id; empty where it has none
 */
record Unit(int number, SourceFile file, Element element, Scope scope, String routeId) {

    Place place(Node node) {
        return Place.of(file, node);
    }

    Place place() {
        return place(element.node());
    }

    /** What its calls are kept under: a route's under itself, a policy's under where it applies. */
    Object caller() {
        return switch (element.key()) {
            case "onException", "errorHandler", "onCompletion" -> file.name();
            case "routeConfiguration" -> "policy " + routeId;
            default -> number;
        };
    }
}
