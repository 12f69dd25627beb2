package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.reload.check.Part.Options;
import com.ainative.gateway.reload.check.Part.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.dsl.yaml.common.YamlSupport;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's URI, wherever it stands: its scheme is on the list after placeholders are replaced, its options are
 * harmless and known, and what it names is there.
 */
final class UriCheck {

    /** What happens at the endpoint. */
    enum Role {
        CONSUMES,
        SENDS,
        POLLS,
        MATCHES
    }

    private static final int LONGEST = 8_000;

    private final Bench bench;
    private final Unit unit;
    private final Texts texts;
    private final Wiring wiring;
    private final OptionCheck options;

    UriCheck(Bench bench, Unit unit, Wiring wiring) {
        this.bench = bench;
        this.unit = unit;
        this.texts = new Texts(bench, unit);
        this.wiring = wiring;
        this.options = new OptionCheck(bench, unit);
    }

    /**
     * @param evaluated whether Camel reads it in the simple language for each message
     */
    void check(Text at, String written, @Nullable Options parameters, Role role, boolean evaluated) {
        if (written.length() > LONGEST) {
            texts.problem(at, "a uri may have " + LONGEST + " characters, found " + written.length());
            return;
        }
        int before = bench.findings().count();
        String plain = texts.resolved(at, URISupport.textBlockToSingleLine(written).strip());
        if (plain == null || !isAllowed(at, written, plain, role)) {
            return;
        }
        String whole = whole(at, written, parameters);
        String resolved = whole == null ? null : texts.resolved(at, whole);
        if (resolved == null || role == Role.MATCHES) {
            return;
        }
        if (Uri.isEscaped(resolved)) {
            texts.problem(at, Names.quote(written) + " has a character written as %xx, which could hide what it says; "
                    + "write the character itself");
            return;
        }
        Uri uri = Uri.of(resolved);
        if (uri == null) {
            texts.problem(at, Names.quote(written) + " has options that cannot be read; write name=value, joined by &");
            return;
        }
        options.check(at, parameters, uri);
        destination(at, written, uri, role, evaluated);
        boolean fixed = Scope.isKnown(uri.text()) && (!uri.isDynamic() || uri.scheme().equals("file"));
        if (fixed && bench.findings().count() == before) {
            create(at, written, uri.text());
        }
    }

    private boolean isAllowed(Text at, String written, String resolved, Role role) {
        if (role == Role.MATCHES && !resolved.contains(":")) {
            return true; // a pattern such as "*"
        }
        String scheme = Uri.scheme(resolved);
        if (SimpleCheck.isIn(scheme) || !Scope.isKnown(scheme)) {
            texts.problem(at, "where " + Names.quote(written) + " leads is only known when it runs; its scheme must be "
                    + "written out, such as direct:" + (SimpleCheck.isIn(scheme) ? scheme : "NAME"));
            return false;
        }
        if (!Allowed.SCHEMES.contains(scheme)) {
            texts.problem(at, Allowed.refusedScheme(scheme));
            return false;
        }
        return true;
    }

    /** With its parameters, as Camel joins them. */
    private @Nullable String whole(Text at, String written, @Nullable Options parameters) {
        String uri = URISupport.textBlockToSingleLine(written).strip();
        if (parameters == null || parameters.options().isEmpty()) {
            return uri;
        }
        if (uri.contains("?")) {
            texts.problem(at, Names.quote(written) + " has options behind a ? and parameters too; write them all as "
                    + "parameters");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.options().forEach((name, text) -> values.put(name, text.value()));
        try {
            return YamlSupport.createEndpointUri(bench.scratch().camel(), at.node(), uri, values);
        } catch (RuntimeException e) { // Camel's own ways to say that a part of the URI is missing
            texts.problem(at, Names.quote(written) + " cannot be joined with its parameters: a part is missing");
            return null;
        }
    }

    private void destination(Text at, String written, Uri uri, Role role, boolean evaluated) {
        if (!Scope.isKnown(uri.path())) {
            return;
        }
        boolean dynamic = SimpleCheck.isIn(uri.path());
        switch (uri.scheme()) {
            case "direct" -> direct(at, written, uri, role, dynamic && evaluated);
            case "llm" -> llm(at, uri, role, dynamic && evaluated);
            case "file" -> {
                String fault = evaluated && uri.isDynamic()
                        ? "what a request says could add options to a file: uri; write it in to:, "
                                + "where fileName may have ${...} in it"
                        : new FileCheck(bench.files()).fault(uri);
                if (fault != null) {
                    texts.problem(at, fault);
                }
            }
            case "queue" -> {
                if (role != Role.CONSUMES) {
                    texts.problem(at, "queue: takes messages, in 'from'; it cannot be sent to");
                }
            }
            case "platform-http" -> {
                if (role == Role.CONSUMES) {
                    wiring.http(unit, unit.place(at.node()), HttpPath.of(uri));
                } else {
                    texts.problem(at, "platform-http: takes requests, in 'from'; it cannot be sent to");
                }
            }
            default -> {
                if (role == Role.CONSUMES) {
                    texts.problem(at, uri.scheme() + ": can only be sent to, not read from");
                }
            }
        }
    }

    private void direct(Text at, String written, Uri uri, Role role, boolean dynamic) {
        if (role == Role.CONSUMES) {
            wiring.consumer(unit, unit.place(at.node()), uri.path());
        } else if (SimpleCheck.isIn(uri.path()) && !dynamic) {
            texts.problem(at, Names.quote(written) + " is taken as it is written; toD evaluates ${...}");
        } else if (!dynamic) {
            wiring.call(unit, unit.place(at.node()), uri.path());
        }
    }

    private void llm(Text at, Uri uri, Role role, boolean dynamic) {
        if (role != Role.SENDS) {
            texts.problem(at, "llm: can only be sent to, not read from");
        } else if (!dynamic && !bench.beans().targets().contains(uri.path())) {
            texts.problem(at, "no provider and model is called " + Names.quote(uri.path())
                    + Names.didYouMean(uri.path(), bench.beans().targets()) + "; configured: "
                    + String.join(", ", bench.beans().targets()));
        }
    }

    private void create(Text at, String written, String uri) {
        String fault = bench.scratch().endpointFault(uri);
        if (fault != null) {
            // With a placeholder in it, Camel's message may show what the placeholder stands for.
            texts.problem(at, Names.quote(written) + " is no endpoint"
                    + (written.contains("{{") ? "; look at its options and their values" : ": " + fault));
        }
    }
}
