package com.ainative.gateway.broker;

import com.ainative.gateway.config.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A broker's address together with the options of its client, which such clients take as parameters of the address. */
final class ClientUri {

    private ClientUri() {
    }

    /** The address with its own parameters, then with those options and defaults it does not name itself. */
    static String with(URI broker, Map<String, Secret> options, Map<String, String> defaults) {
        String address = broker.toString();
        int question = address.indexOf('?');
        String own = question < 0 ? "" : address.substring(question + 1);
        Map<String, String> added = new LinkedHashMap<>(defaults);
        options.forEach((name, value) -> added.put(name, value.reveal()));
        for (String parameter : own.split("&")) {
            added.remove(parameter.replaceFirst("=.*", ""));
        }
        String parameters = added.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        String separator = question < 0 ? "?" : own.isEmpty() ? "" : "&";
        return parameters.isEmpty() ? address : address + separator + parameters;
    }
}
