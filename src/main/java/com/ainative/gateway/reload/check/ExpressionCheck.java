package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.reload.check.Part.Element;
import com.ainative.gateway.reload.check.Part.Text;
import com.ainative.gateway.reload.check.UriCheck.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expressions: which languages there are, what they may say, and where those lead that are evaluated to a URI. */
final class ExpressionCheck {

    /** Camel's parser takes time that grows with the square of it. */
    private static final int LONGEST_SIMPLE = 8_000;
    private static final Set<String> SENDING = Set.of("RecipientListDefinition", "RoutingSlipDefinition",
            "DynamicRouterDefinition", "EnrichDefinition", "PollEnrichDefinition");

    private final Bench bench;
    private final Unit unit;
    private final Texts texts;
    private final UriCheck uris;
    private final SimpleCheck functions;

    ExpressionCheck(Bench bench, Unit unit, UriCheck uris) {
        this.bench = bench;
        this.unit = unit;
        this.texts = new Texts(bench, unit);
        this.uris = uris;
        this.functions = new SimpleCheck(bench.beans());
    }

    /** @param condition whether it says yes or no */
    void language(Element language, boolean condition) {
        Text text = language.text("expression");
        if (text == null) {
            return;
        }
        if (language.type().equals("SimpleExpression")) {
            simple(text, condition);
        } else if (!language.type().equals("RefExpression")) {
            functions(text, texts.resolved(text, text.value()));
        }
    }

    /** A text that Camel takes as it is, or nearly. */
    void plain(Text text) {
        functions(text, texts.resolved(text, text.value()));
    }

    /** A text that Camel evaluates for each message. */
    void simple(Text text, boolean condition) {
        String seen = texts.resolved(text, text.value());
        if (!functions(text, seen) || seen == null || !Scope.isKnown(seen)) {
            return;
        }
        if (seen.length() > LONGEST_SIMPLE) {
            texts.problem(text, "a text in the simple language may have " + LONGEST_SIMPLE + " characters, found "
                    + seen.length() + "; a longer one can be a constant");
            return;
        }
        String fault = bench.scratch().simpleFault(seen, condition);
        if (fault != null) {
            texts.problem(text, Names.quote(text.value()) + " is not in the simple language: " + fault);
        }
    }

    /** Also where Camel does not evaluate them: a later version might. */
    private boolean functions(Text at, @Nullable String text) {
        if (text == null) {
            return false;
        }
        if (text.strip().startsWith("resource:")) {
            texts.problem(at, "resource: reads a file from anywhere; write the text itself");
            return false;
        }
        List<String> faults = functions.faults(text);
        faults.forEach(fault -> texts.problem(at, fault));
        return faults.isEmpty();
    }

    /** Where a step sends to that takes its URIs from an expression. */
    void destinations(Element step) {
        Element language = SENDING.contains(step.type()) ? languageOf(step) : null;
        if (language == null || !Allowed.LANGUAGES.contains(language.key()) || language.key().equals("ref")) {
            return;
        }
        Text text = language.text("expression");
        if (text == null || !Set.of("constant", "simple").contains(language.key())) {
            bench.findings().problem(unit.place(language.node()), step.key() + " by " + language.key()
                    + " may lead anywhere; write a simple expression that begins with its scheme, such as "
                    + "direct:${header.name}, or ref: with a bean of the gateway");
            return;
        }
        if (step.key().equals("dynamicRouter")) {
            texts.problem(text, "dynamicRouter asks again until it is told nothing, and a text never ends; write ref: "
                    + "with a bean of the gateway, or use routingSlip");
        }
        String delimiter = delimiter(step);
        Role role = step.key().equals("pollEnrich") ? Role.POLLS : Role.SENDS;
        for (String uri : split(text.value(), delimiter)) {
            var resolved = texts.resolved(text, uri);
            if (resolved == null) {
                continue;
            }
            if (split(resolved, delimiter).size() > 1) {
                texts.problem(text, Names.quote(uri) + " stands for several uris; write them out");
            } else if (!delimiter.isEmpty() && SimpleCheck.isIn(resolved)) {
                texts.problem(text, step.key() + " takes what ${...} stands for apart at " + Names.quote(delimiter)
                        + ", and a request could add destinations; "
                        + (step.key().equals("recipientList") ? "write delimiter: \"false\" too" : "use toD"));
            }
            uris.check(text, uri, null, role, language.key().equals("simple"));
        }
    }

    /** What stands between the uris of one text; empty where it is one uri. */
    private String delimiter(Element step) {
        if (step.type().endsWith("EnrichDefinition")) {
            return "";
        }
        boolean list = step.key().equals("recipientList");
        Text written = step.text(list ? "delimiter" : "uriDelimiter");
        var resolved = written == null ? null : texts.resolved(written, written.value());
        String delimiter = resolved == null ? "," : resolved;
        if (written != null && !List.of(",", ";", "false").contains(delimiter)) {
            texts.problem(written, "uris are taken apart at , or ; or, with false, not at all");
        }
        return list && delimiter.equalsIgnoreCase("false") ? "" : delimiter;
    }

    private static @Nullable Element languageOf(Element step) {
        for (Part part : step.members().values()) {
            if (part instanceof Element element && element.type().endsWith("Expression")) {
                return element;
            }
            if (part instanceof Element element && element.key().equals("expression")) {
                return languageOf(element);
            }
        }
        return null;
    }

    /** At the delimiter, outside of functions and placeholders. */
    private static List<String> split(String text, String delimiter) {
        List<String> parts = new ArrayList<>();
        int open = 0;
        int from = 0;
        for (int i = 0; i < text.length() && !delimiter.isEmpty(); i++) {
            if (text.charAt(i) == '{' && i > 0 && text.charAt(i - 1) == '$') {
                open++;
            } else if (text.charAt(i) == '}') {
                open = Math.max(0, open - 1);
            } else if (open == 0 && text.startsWith(delimiter, i)) {
                parts.add(text.substring(from, i));
                from = i + delimiter.length();
            }
        }
        parts.add(text.substring(from));
        return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
    }
}
