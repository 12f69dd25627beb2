package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.OwnSimple;
import com.ainative.gateway.ingest.QueueComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.simple.SimpleLanguage;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.SimpleRegistry;
import org.jspecify.annotations.Nullable;

/** A Camel context that is never started: it tells what Camel would make of a text, and runs nothing. */
final class Scratch implements AutoCloseable {

    private static final Pattern MISSING = Pattern.compile("key \\[(\\??)([^]]*)]");
    private static final int LONGEST_REASON = 300;

    /** A placeholder that stands for nothing, or for more than it may. Its message names no value. */
    static final class UnresolvedException extends Exception {
        private static final long serialVersionUID = 1L;

        UnresolvedException(String message) {
            super(message, null, false, false);
        }
    }

    private final DefaultCamelContext camel;
    private final PropertiesComponent properties;
    private final Set<String> placeholders;
    private final SimpleLanguage simple = new OwnSimple();
    private final Map<String, EndpointUriFactory> factories = new HashMap<>();

    /** @param targets what may stand behind {@code llm:} */
    Scratch(GenerationParts parts, Set<String> targets) {
        placeholders = parts.placeholders().keySet();
        camel = new DefaultCamelContext(false);
        SimpleRegistry registry = new SimpleRegistry();
        parts.beans().forEach((name, bean) -> {
            // Components are started and stopped with their context, and these belong to another.
            if (!(bean instanceof Component)) {
                registry.bind(name, bean);
            }
        });
        registry.bind("llm", new Targets(targets));
        registry.bind(QueueComponent.SCHEME, new QueueComponent());
        registry.bind("simple", simple);
        camel.getCamelContextExtension().setRegistry(registry);
        camel.setAutowiredEnabled(false);
        camel.build();
        SchemeGuard.install(camel);
        properties = camel.getPropertiesComponent();
        Properties own = new Properties();
        own.putAll(parts.placeholders());
        properties.setInitialProperties(own);
        simple.setCamelContext(camel);
    }

    CamelContext camel() {
        return camel;
    }

    /** The text with its placeholders replaced, as Camel does it. */
    String resolve(String text, Scope scope) throws UnresolvedException {
        if (!text.contains("{{")) {
            return text;
        }
        Properties local = new Properties();
        local.putAll(scope.parameters());
        properties.setLocalProperties(local);
        try {
            String resolved = camel.resolvePropertyPlaceholders(text);
            if (resolved != null && resolved.contains("{{")) {
                // Camel would read it once more when it runs, as something else.
                throw new UnresolvedException("placeholders stand in what its placeholders stand for");
            }
            return resolved == null ? "" : resolved;
        } catch (RuntimeException e) { // Camel throws several for one reason; what it says may quote a value
            throw new UnresolvedException(unresolved(String.valueOf(e.getMessage()), scope));
        } finally {
            properties.setLocalProperties(null);
        }
    }

    private String unresolved(String said, Scope scope) {
        for (String reason : List.of(SchemeGuard.BEANS, SchemeGuard.ENVIRONMENT)) {
            if (said.contains(reason)) {
                return reason;
            }
        }
        Matcher missing = MISSING.matcher(said);
        if (!missing.find()) {
            return "its placeholders are not of the form {{name}} or {{name:default}}"
                    + (said.contains("Missing {{") ? "; there is a }} without a {{" : "")
                    + (said.contains("Missing }}") ? "; there is a {{ without a }}" : "");
        }
        String name = missing.group(2);
        Set<String> known = new TreeSet<>(scope.parameters().keySet());
        known.addAll(placeholders);
        return "nothing is known as {{" + name + "}}" + Names.didYouMean(name, known)
                + "; known: " + String.join(", ", known);
    }

    /** What knows the options of a scheme; none where the scheme has no generated description. */
    @Nullable
    EndpointUriFactory factory(String scheme) {
        return factories.computeIfAbsent(scheme,
                name -> camel.getCamelContextExtension().getEndpointUriFactory(name));
    }

    /** Why Camel makes no endpoint of it, or nothing. */
    @Nullable
    String endpointFault(String uri) {
        try {
            camel.getEndpoint(uri);
            return null;
        } catch (RuntimeException e) { // whatever a component throws, it will not have the URI
            return reason(e);
        }
    }

    /** Why the simple language does not understand it, or nothing. */
    @Nullable
    String simpleFault(String text, boolean predicate) {
        try {
            if (predicate) {
                simple.createPredicate(text.trim());
            } else {
                simple.createExpression(text.trim());
            }
            return null;
        } catch (RuntimeException e) { // the parser has exceptions of its own, and others come through
            return reason(e);
        }
    }

    /** The innermost message: the outer ones repeat the text, and the places within it. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String reason = String.valueOf(innermost.getMessage()).replaceAll("\\s*\\R\\s*", " ").strip();
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason;
    }

    @Override
    public void close() {
        camel.stop();
    }

    /** Stands where {@code llm:} stands, and only knows its targets. */
    private static final class Targets extends DefaultComponent {

        private final Set<String> names;

        Targets(Set<String> names) {
            this.names = names;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            if (!names.contains(remaining)) {
                throw new IllegalArgumentException("no such target");
            }
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException("nothing runs here");
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    throw new UnsupportedOperationException("nothing runs here");
                }
            };
        }
    }
}
