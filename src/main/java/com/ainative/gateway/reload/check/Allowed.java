package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The lists: what routes may use. Everything else is refused by its name, with the reason where there is more to say. */
final class Allowed {

    /** What a file of routes is a list of. */
    static final List<String> ELEMENTS = List.of("route", "from", "routeConfiguration", "routeTemplate",
            "templatedRoute", "onException", "onCompletion", "errorHandler", "intercept", "interceptFrom",
            "interceptSendToEndpoint");

    static final List<String> SCHEMES = List.of("direct", "llm", "platform-http", "log", "file", "queue");

    static final List<String> LANGUAGES = List.of("constant", "simple", "ref", "header", "variable", "exchangeProperty",
            "tokenize");

    /** By the name of Camel's YAML. */
    static final List<String> DATA_FORMATS = List.of("json");

    /** What Camel itself looks up to run the languages and formats above. */
    static final Set<String> LANGUAGES_BEHIND = Set.of("file", "simple-no-file");
    static final Set<String> DATA_FORMATS_BEHIND = Set.of("jackson");

    /** Of those by which components are told what to do. */
    private static final List<String> HEADERS = List.of("CamelFileName", "CamelHttpResponseCode");

    private static final String CODE = "it runs code that stands in a text";
    private static final String BEAN = "it can name any class; write process: {ref: NAME}";
    private static final String HTTP = "llm: asks providers, and where they are is for the configuration to say";
    private static final String BROKER = "where the broker is, is for the configuration to say; read from queue:{{ingest.queue}}";

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("exec", "it runs programs"), Map.entry("ssh", "it runs programs elsewhere"),
            Map.entry("docker", "it runs containers"), Map.entry("class", "it makes objects of any class"),
            Map.entry("bean", BEAN), Map.entry("method", BEAN),
            Map.entry("jndi", "it looks up objects that others put there"), Map.entry("language", CODE),
            Map.entry("script", CODE), Map.entry("groovy", CODE), Map.entry("joor", CODE), Map.entry("java", CODE),
            Map.entry("js", CODE), Map.entry("python", CODE), Map.entry("mvel", CODE), Map.entry("ognl", CODE),
            Map.entry("spel", CODE), Map.entry("datasonnet", CODE), Map.entry("wasm", CODE),
            Map.entry("csimple", "it is compiled to code; write simple"),
            Map.entry("xpath", "it reads XML, and XML may fetch files"),
            Map.entry("xquery", "it reads XML, and XML may fetch files"), Map.entry("http", HTTP),
            Map.entry("https", HTTP), Map.entry("vertx-http", HTTP), Map.entry("netty-http", HTTP),
            Map.entry("rest", HTTP), Map.entry("jms", BROKER), Map.entry("amqp", BROKER),
            Map.entry("activemq", BROKER), Map.entry("kafka", BROKER),
            Map.entry("seda", "what waits in it is lost when the gateway stops; use direct:"),
            Map.entry("kamelet", "it brings routes from elsewhere; write a routeTemplate"),
            Map.entry("jsonpath", "its library is not here"), Map.entry("jq", "its library is not here"),
            Map.entry("ref", "write the endpoint's uri itself"));

    private static final Map<String, String> REFUSED_ELEMENTS = Map.of(
            "beans", "it makes objects of any class; beans are the gateway's own",
            "rest", "write a route from platform-http:", "restConfiguration", "write a route from platform-http:",
            "dataFormats", "write the format where it is used, as in 'marshal: {json: {}}'");

    private static final Map<String, String> REFUSED_STEPS = Map.ofEntries(Map.entry("bean", BEAN),
            Map.entry("kamelet", "it brings routes from elsewhere; write a routeTemplate"),
            Map.entry("serviceCall", "providers are found by the configuration; ask them with llm:"),
            Map.entry("script", "it runs code for its effects; a step is a bean of the gateway"),
            Map.entry("tokenizer", "its library is not here"),
            Map.entry("resumable", "there is nowhere to keep what it remembers"),
            Map.entry("pausable", "there is nowhere to keep what it remembers"),
            Map.entry("saga", "there is nobody to coordinate it"),
            Map.entry("transacted", "there is nothing transactional to take part in"),
            Map.entry("transformDataType", "it looks up code by a name; write transform"));

    private Allowed() {
    }

    /** Why routes may not set that header; or nothing. */
    static String refusedHeader(String name) {
        if (name.contains("{")) {
            return "the name of a header must be written out";
        }
        return !name.strip().toLowerCase(Locale.ROOT).startsWith("camel") || HEADERS.contains(name)
                ? ""
                : "header " + Names.quote(name) + " tells components what to do; allowed: "
                        + String.join(", ", HEADERS);
    }

    static String refusedScheme(String scheme) {
        return refused("scheme", scheme, SCHEMES);
    }

    static String refusedLanguage(String language) {
        return refused("language", language, LANGUAGES);
    }

    static String refusedDataFormat(String format) {
        return refused("data format", format, DATA_FORMATS);
    }

    private static String refused(String what, String name, List<String> allowed) {
        // "ref" is a fine language and no fine scheme, so what is allowed is asked for first.
        String reason = REASONS.get(name);
        return what + " " + Names.quote(name) + " is not allowed in routes" + (reason == null ? "" : ": " + reason)
                + Names.didYouMean(name, allowed) + "; allowed: " + String.join(", ", allowed);
    }

    static String refusedElement(String element) {
        return "'" + element + "' is not allowed in routes: " + REFUSED_ELEMENTS.getOrDefault(element, "unknown");
    }

    /** Why a step is refused, or nothing. */
    static String refusedStep(String step) {
        String reason = REFUSED_STEPS.get(step);
        return reason == null ? "" : "step '" + step + "' is not allowed in routes: " + reason;
    }
}
