package com.ainative.gateway.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A place in a file, counted from 1 as editors do. */
public record Position(int line, int column) {

    public static final Position START = new Position(1, 1);

    public static Position of(Optional<Mark> mark) {
        return mark.map(found -> new Position(found.getLine() + 1, found.getColumn() + 1)).orElse(START);
    }

    /** The place of the character at {@code index}. */
    public static Position at(String text, int index) {
        int lineStart = text.lastIndexOf('\n', index - 1) + 1;
        int line = 1 + (int) text.substring(0, lineStart).chars().filter(character -> character == '\n').count();
        return new Position(line, 1 + text.codePointCount(lineStart, index));
    }
}
