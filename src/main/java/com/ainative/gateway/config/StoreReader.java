package com.ainative.gateway.config;

import java.util.regex.Pattern;

/** Reads the section {@code store}. */
final class StoreReader {

    private static final ValueType<String> URL = ValueType.matching(Pattern.compile("jdbc:(h2|postgresql):\\S+"),
            "is not the JDBC URL of H2 or PostgreSQL, such as jdbc:postgresql://127.0.0.1:5432/gateway");

    private StoreReader() {
    }

    static StoreConfig read(ConfigNode store) {
        String password = store.find("password", ValueType.text());
        StoreConfig read = new StoreConfig(store.find("url", URL), store.find("user", ValueType.text()),
                password == null ? null : new Secret(password));
        store.noOtherKeys();
        return read;
    }
}
