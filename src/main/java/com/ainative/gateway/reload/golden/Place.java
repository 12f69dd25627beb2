package com.ainative.gateway.reload.golden;

import com.ainative.gateway.config.ConfigNode;
import com.ainative.gateway.config.Position;
import com.ainative.gateway.config.Problem;

/**
 * Where in a golden's file something is said.
 *
 * @param file as the operator would find it
 * @param path the keys that lead there
 */
record Place(String file, String path, Position at) {

    static Place of(String file, ConfigNode node) {
        return new Place(file, node.path(), node.at());
    }

    Problem problem(String message) {
        return new Problem(file, path, at.line(), at.column(), message);
    }
}
