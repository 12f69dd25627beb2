package com.ainative.gateway.admin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which words announce a secret: names of keys, and all there is to go by in comments and in files that are broken. */
final class SecretWords {

    /** At the end only: a token is a secret, and a token's tier is none. */
    private static final String NAME = "[\\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|token|authorization|cookie"
            + "|credential|bearer|key)(?:(?<!token)s)?(?:[-_]?[0-9]+)?";
    private static final Pattern WHOLE = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_LINE = Pattern.compile("(?<![\\w.-])(?:headers|" + NAME + ")[\"']?\\s*:\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_QUERY = Pattern.compile("[?&]" + NAME + "=", Pattern.CASE_INSENSITIVE);
    /** The only text behind a secret's name that says where the secret is, and not what: no default, nothing around it. */
    private static final Pattern PLACEHOLDER = Pattern
            .compile("\\$\\{(?:[A-Za-z_][A-Za-z0-9_]*:?|file:[^{}]*)}");
    private static final Pattern VALUE = Pattern.compile("([\"']?)(\\$\\{[^{}]*}|)\\1\\s*+(?:[,}#]|$)");
    private static final String INDENTATION = " \t#-";

    private SecretWords() {
    }

    static boolean isName(String name) {
        return WHOLE.matcher(name).matches();
    }

    /** Whether a value says where the secret is, and not what. An empty one does: it says that there is none. */
    static boolean saysWhere(String value) {
        return value.isEmpty() || PLACEHOLDER.matcher(value).matches();
    }

    /** Whether a URI holds a user, or a secret among its parameters. */
    static boolean isInUri(String text) {
        int authority = text.indexOf("://");
        return (authority >= 0 && text.indexOf('@', authority) >= 0) || IN_QUERY.matcher(text).find();
    }

    /**
     * The text without what stands behind a secret's name, to the end of the line, and without the lines below that are
     * further in: there is no telling where a value ends, and rather too much is hidden than too little.
     */
    static String masked(String text) {
        StringBuilder masked = new StringBuilder();
        int hiddenBelow = Integer.MAX_VALUE;
        for (String line : text.split("(?<=\n)")) {
            String content = line.stripTrailing();
            int indentation = indentation(content);
            int secret = secret(content);
            if (!content.isEmpty() && indentation > hiddenBelow) {
                masked.append(content, 0, indentation).append("***");
            } else if (secret < 0) {
                hiddenBelow = content.isEmpty() ? hiddenBelow : Integer.MAX_VALUE;
                masked.append(content);
            } else {
                hiddenBelow = indentation;
                masked.append(content, 0, secret).append(secret < content.length() ? "***" : "");
            }
            masked.append(line, content.length(), line.length());
        }
        return masked.toString();
    }

    private static int indentation(String line) {
        int in = 0;
        while (in < line.length() && INDENTATION.indexOf(line.charAt(in)) >= 0) {
            in++;
        }
        return in;
    }

    /** Where the first secret of a line begins; its length where one may begin below, and -1 where there is none. */
    private static int secret(String line) {
        if (isInUri(line)) {
            return indentation(line);
        }
        Matcher name = IN_LINE.matcher(line);
        Matcher value = VALUE.matcher(line);
        while (name.find()) {
            boolean harmless = value.region(name.end(), line.length()).lookingAt()
                    && value.end(1) + value.group(2).length() > name.end() && saysWhere(value.group(2));
            if (!harmless) {
                return name.end();
            }
        }
        return -1;
    }
}
