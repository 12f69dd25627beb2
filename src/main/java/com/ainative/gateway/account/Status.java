package com.ainative.gateway.account;

import java.util.Locale;

/** Whether an account or an organisation counts. */
public enum Status {
    ACTIVE,
    DISABLED,
    /** Of an account whose e-mail address is free again. Its name stays, so that no token of it ever counts again. */
    DELETED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
