package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes that routes may name: what bodies can be converted to, and what can be thrown. */
final class Types {

    private static final List<String> VALUES = List.of("String", "byte[]", "Boolean", "Integer", "Long", "Double",
            "java.lang.String", "java.lang.Boolean", "java.lang.Integer", "java.lang.Long", "java.lang.Double",
            "java.math.BigDecimal", "java.util.Map", "java.util.List", "java.io.InputStream",
            "com.fasterxml.jackson.databind.JsonNode");

    private Types() {
    }

    /** Why that is no type of a value, or nothing. */
    static @Nullable String valueFault(String name) {
        return VALUES.contains(name.strip())
                ? null
                : "type " + Names.quote(name) + " is not for routes" + Names.didYouMean(name, VALUES) + "; known: "
                        + String.join(", ", VALUES);
    }

    /** Why that is nothing to throw or to catch, or nothing. Finds the class, and runs nothing of it. */
    static @Nullable String exceptionFault(String name) {
        try {
            Class<?> type = Class.forName(name.strip(), false, Types.class.getClassLoader());
            return Throwable.class.isAssignableFrom(type) ? null : Names.quote(name) + " is not an exception";
        } catch (ClassNotFoundException | LinkageError absent) {
            return "there is no exception " + Names.quote(name)
                    + "; write its whole name, such as java.lang.IllegalStateException";
        }
    }
}
