package com.ainative.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code ingest}. */
final class IngestReader {

    private static final String EMBEDDED = "embedded";
    private static final List<String> SCHEMES = List.of("tcp", "amqp", "amqps", "kafka");
    private static final ValueType<String> QUEUE = ValueType.matching(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}"),
            "is not a queue's name; use up to 200 letters, digits, '.', '_' and '-', with a letter or digit first");
    private static final ValueType<String> BROKER = text -> {
        if (!text.equals(EMBEDDED) && uri(text) == null) {
            throw WrongValueException.of("is neither 'embedded' nor the address of a broker, such as"
                    + " tcp://host:61616 for Artemis, amqp://host:5672 or kafka://host:9092,other:9092; a user and a"
                    + " password stand in settings of their own");
        }
        return text;
    };

    private IngestReader() {
    }

    /** @return null where no broker is wanted */
    static @Nullable IngestConfig read(ConfigNode ingest) {
        if (!ingest.holdsSomething()) {
            return null;
        }
        String broker = ingest.get("broker", BROKER, EMBEDDED);
        String password = ingest.find("password", ValueType.text());
        Map<String, Secret> options = new LinkedHashMap<>();
        ingest.child("options").entries().forEach((name, option) -> {
            String value = option.value(ValueType.text());
            if (value != null) {
                options.put(name, new Secret(value));
            }
        });
        IngestConfig read = new IngestConfig(broker.equals(EMBEDDED) ? null : uri(broker),
                ingest.find("user", ValueType.text()), password == null ? null : new Secret(password), options,
                ingest.get("queue", QUEUE, IngestConfig.QUEUE), ingest.get("replies", QUEUE, "chat.replies"),
                ingest.get("dead-letters", QUEUE, "chat.dead"), ingest.find("listen", HostPort::parse));
        if (read.listen() != null && read.broker() != null) {
            ingest.child("listen").problem("is for the broker in this process, and the configured one is elsewhere");
        }
        HostPort listen = read.listen();
        if (listen != null && !listen.isLoopback()) {
            ingest.child("listen")
                    .notice("other machines get there, and tokens travel in clear text; keep it on 127.0.0.1,"
                            + " or use a broker of its own, which can speak TLS");
        }
        ingest.noOtherKeys();
        return read;
    }

    private static @Nullable URI uri(String text) {
        try {
            URI uri = new URI(text);
            boolean known = SCHEMES.contains(uri.getScheme()) && uri.getRawAuthority() != null
                    && uri.getRawUserInfo() == null && !uri.getRawAuthority().contains("@");
            return known ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
