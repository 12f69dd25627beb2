package com.ainative.gateway.reload.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of element may be written.
 *
 * @param type the simple name of Camel's class for it, such as {@code ToDefinition}
 * @param members what may stand in it, by name
 * @param required what must
 * @param shorthand the member that a single text stands for, where one may be written for all of it
 * @param choices members of which at most one may be there, such as the languages of an expression
 */
record Shape(String type, Map<String, Member> members, Set<String> required, @Nullable String shorthand,
        List<Choice> choices) {

    /** @param optional whether none is right too, as far as the schema knows */
    record Choice(Set<String> names, boolean optional) {

        boolean isOfLanguages() {
            return names.contains("constant");
        }
    }

    /** What may stand under one name. */
    sealed interface Member {

        /** What a text must be. */
        enum Kind {
            STRING,
            BOOLEAN,
            NUMBER
        }

        /** @param allowed all values there are, or empty where any will do */
        record Text(Kind kind, List<String> allowed) implements Member {
        }

        record Items(Member item) implements Member {
        }

        /**
         * An element of its own.
         *
         * @param definition for {@link Schema#of}
         */
        record Form(String definition) implements Member {
        }

        /** Names and values that Camel does not know beforehand: the parameters of an endpoint. */
        record Open() implements Member {
        }
    }
}
