package com.ainative.gateway.config;

import com.ainative.gateway.config.ListenConfig.Cors;
import com.ainative.gateway.config.ListenConfig.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code listen}. */
final class ListenReader {

    private static final HostPort HTTP = new HostPort("127.0.0.1", 8080);
    private static final HostPort ADMIN = new HostPort("127.0.0.1", 9090);
    private static final ValueType<DataSize> BODY = ValueType.size(DataSize.ofKiB(1), DataSize.ofGiB(1));
    private static final ValueType<DataSize> HEAD = ValueType.size(DataSize.ofKiB(1), DataSize.ofMiB(1));
    private static final ValueType<String> ORIGIN = ValueType.matching(
            Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[^/?#@\\s,]+"),
            "is not an origin; write scheme://host or scheme://host:port without a path, or '*'");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private ListenReader() {
    }

    static ListenConfig read(ConfigNode listen) {
        ListenConfig read = new ListenConfig(listen.get("http", HostPort::parse, HTTP),
                listen.get("admin", HostPort::parse, ADMIN),
                listen.get("max-body", BODY, DataSize.ofMiB(16)), listen.get("max-header", HEAD, DataSize.ofKiB(8)),
                listen.get("header-timeout", ValueType.duration(), Duration.ofSeconds(10)),
                listen.get("body-timeout", ValueType.duration(), Duration.ofSeconds(30)),
                listen.get("idle-timeout", ValueType.duration(), Duration.ofSeconds(60)),
                listen.get("write-timeout", ValueType.duration(), Duration.ofSeconds(60)),
                listen.get("drain", ValueType.duration(Duration.ZERO), Duration.ofSeconds(30)),
                cors(listen.child("cors")), listen.child("proxies").list(AddressRange::parse, List.of()),
                tls(listen.child("tls")));
        if (!read.admin().isLoopback()) {
            listen.child("admin").notice("other machines get there, and operators' tokens travel in clear text, with or"
                    + " without listen.tls; keep it on 127.0.0.1, or behind a proxy that speaks TLS");
        }
        listen.noOtherKeys();
        return read;
    }

    private static Cors cors(ConfigNode cors) {
        Cors read = new Cors(cors.child("origins").list(ORIGIN, List.of()),
                cors.child("methods").list(ValueType.oneOf(METHODS), List.of("GET", "POST")),
                cors.child("headers").list(HttpHeaders.NAME, List.of("authorization", "content-type")),
                cors.get("max-age", ValueType.duration(Duration.ZERO), Duration.ofHours(1)));
        cors.noOtherKeys();
        return read;
    }

    private static @Nullable Tls tls(ConfigNode tls) {
        if (!tls.holdsSomething()) {
            return null;
        }
        ValueType<Path> file = ValueType.file(tls.folder());
        Tls read = new Tls(tls.require("certificate", file, tls.folder()), tls.require("key", file, tls.folder()));
        tls.noOtherKeys();
        return read;
    }
}
