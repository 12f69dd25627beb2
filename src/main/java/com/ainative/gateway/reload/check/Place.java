package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Position;
import com.ainative.gateway.config.SourceFile;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where something stands in the files. */
record Place(SourceFile file, Position at) {

    static Place of(SourceFile file, Node node) {
        return new Place(file, Position.of(node.getStartMark()));
    }

    /** For a message about another place: {@code line 7}, with the file where that is another one. */
    String seenFrom(Place other) {
        return "line " + at.line() + (file.equals(other.file) ? "" : " of " + file.name());
    }
}
