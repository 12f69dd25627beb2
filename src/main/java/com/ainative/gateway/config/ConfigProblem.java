package com.ainative.gateway.config;

/**
 * One thing that is wrong in a file.
 *
 * @param path the keys that lead there, such as {@code models.fast.providers[0].provider}; empty for the whole file
 * @param line counted from 1; 0 where the file has no such place
 * @param column counted from 1; 0 where the file has no such place
 * @param message what is wrong, and what would be right
 */
public record ConfigProblem(String path, int line, int column, String message) {

    static ConfigProblem ofFile(String message) {
        return new ConfigProblem("", 0, 0, message);
    }

    /** One line for a reader, in the form editors jump to: {@code file:line:column path: message}. */
    public String in(String file) {
        String place = line == 0 ? file + ":" : file + ":" + line + ":" + column;
        return path.isEmpty() ? place + " " + message : place + " " + path + ": " + message;
    }
}
