package com.ainative.gateway.config;

/**
 * One thing that is wrong in a file of the operator's.
 *
 * @param file as the operator would find it
 * @param path the keys that lead there, such as {@code models.fast.providers[0].provider}; empty for the whole file, and
 *        where a line says enough
 * @param line counted from 1; 0 where the file has no such place
 * @param column counted from 1; 0 where the file has no such place
 * @param message what is wrong, and what would be right
 */
public record Problem(String file, String path, int line, int column, String message) {

    public static Problem ofFile(String file, String message) {
        return new Problem(file, "", 0, 0, message);
    }

    public static Problem at(String file, Position at, String message) {
        return new Problem(file, "", at.line(), at.column(), message);
    }

    /** One line for a reader, in the form editors jump to: {@code file:line:column path: message}. */
    public String told() {
        String place = line == 0 ? file + ":" : file + ":" + line + ":" + column;
        return path.isEmpty() ? place + " " + message : place + " " + path + ": " + message;
    }
}
