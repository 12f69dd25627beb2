package com.ainative.gateway.reload.check;

import com.ainative.gateway.reload.check.Part.Element;
import com.ainative.gateway.reload.check.Part.Items;
import com.ainative.gateway.reload.check.Part.Options;
import com.ainative.gateway.reload.check.Part.Text;
import com.ainative.gateway.reload.check.UriCheck.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through one unit, and judges every text in it by what Camel does with it. */
final class UnitCheck {

    private static final String STEP = "ProcessorDefinition";
    /** Elements whose expression says yes or no. */
    private static final Set<String> CONDITIONS = Set.of("when", "filter", "validate", "onWhen", "handled", "continued",
            "retryWhile", "completionPredicate");

    private final Bench bench;
    private final Unit unit;
    private final Wiring wiring;
    private final Texts texts;
    private final UriCheck uris;
    private final ExpressionCheck expressions;

    UnitCheck(Bench bench, Unit unit, Wiring wiring) {
        this.bench = bench;
        this.unit = unit;
        this.wiring = wiring;
        this.texts = new Texts(bench, unit);
        this.uris = new UriCheck(bench, unit, wiring);
        this.expressions = new ExpressionCheck(bench, unit, uris);
    }

    void check() {
        element(unit.element(), false, false);
    }

    private void element(Element element, boolean step, boolean inherited) {
        boolean condition = CONDITIONS.contains(element.key())
                || (inherited && (element.key().equals("expression") || isLanguage(element)))
                || (element.key().equals("loop") && element.value("doWhile", "").equals("true"));
        if (refuses(element, step)) {
            return;
        }
        if (step) {
            identify(element);
        }
        element.members().forEach((name, part) -> part(element, name, part, condition));
        endpoint(element);
        if (isLanguage(element)) {
            expressions.language(element, condition);
        }
        expressions.destinations(element);
    }

    private static boolean isLanguage(Element element) {
        return element.type().endsWith("Expression");
    }

    private boolean refuses(Element element, boolean step) {
        String fault = step ? Allowed.refusedStep(element.key()) : "";
        if (element.type().endsWith("DataFormat") && !Allowed.DATA_FORMATS.contains(element.key())) {
            fault = Allowed.refusedDataFormat(element.key());
        }
        if (isLanguage(element) && !Allowed.LANGUAGES.contains(element.key())) {
            fault = Allowed.refusedLanguage(element.key());
        }
        if (element.key().equals("faultToleranceConfiguration")) {
            fault = "its library is not here; write resilience4jConfiguration";
        }
        if (!fault.isEmpty()) {
            bench.findings().problem(unit.place(element.node()), fault);
        }
        // What stands inside a refused step is looked at all the same, for it may stay when the step goes.
        return !fault.isEmpty() && !element.members().containsKey("steps");
    }

    private void identify(Element element) {
        Text id = element.text("id");
        if (id != null && unit.scope().equals(Scope.NONE)) {
            var resolved = texts.resolved(id, id.value());
            if (resolved != null) {
                wiring.id(unit.place(id.node()), resolved, "step");
            }
        }
    }

    private void part(Element owner, String name, Part part, boolean condition) {
        switch (part) {
            case Element element -> element(element, owner.type().equals(STEP), condition);
            case Items items -> items.items().forEach(item -> part(owner, name, item, false));
            case Text text -> text(owner, name, text);
            case Options options -> {
                // Judged together with the uri beside them.
            }
        }
    }

    private void text(Element owner, String name, Text text) {
        String refusal = Meaning.refusedSwitch(owner.type(), name);
        if (refusal != null && !text.value().equalsIgnoreCase("false")) {
            texts.problem(text, name + " is not allowed in routes: " + refusal);
        }
        Shape.Member member = Schema.camel().member(owner.type(), name);
        boolean fixed = member instanceof Shape.Member.Text known
                && (known.kind() != Shape.Member.Kind.STRING || !known.allowed().isEmpty());
        if (!fixed) {
            judge(owner, name, text);
        }
    }

    private void judge(Element owner, String name, Text text) {
        named(owner, name, text);
        switch (Meaning.of(owner.type(), name)) {
            case Meaning.Own own -> {
                if (name.equals("routeConfigurationId")) {
                    var resolved = texts.resolved(text, text.value());
                    if (resolved != null) {
                        wiring.policy(unit, unit.place(text.node()), resolved);
                    }
                }
            }
            case Meaning.Plain plain -> expressions.plain(text);
            case Meaning.Simple simple -> expressions.simple(text, name.equals("precondition"));
            case Meaning.Bean bean -> known(text, value -> bench.beans().fault(value, bean.use()));
            case Meaning.ValueType type -> known(text, Types::valueFault);
            case Meaning.ExceptionType type -> known(text, Types::exceptionFault);
            case Meaning.Language language -> known(text,
                    value -> Allowed.LANGUAGES.contains(value) ? null : Allowed.refusedLanguage(value));
            case Meaning.Refused refused -> texts.problem(text,
                    name + " of " + owner.key() + " is not allowed in routes: " + refused.reason());
        }
    }

    /** Headers by which components are told what to do are not for routes, whatever way they are set. */
    private void named(Element owner, String name, Text text) {
        boolean naming = name.equals("name") || name.equals("toName");
        boolean header = naming && owner.type().matches("(Set|Convert)Header.*");
        boolean variable = (naming && owner.type().matches("(Set|Convert)Variable.*"))
                || name.equals("variableReceive") || name.equals("variableSend");
        String fault = header ? Allowed.refusedHeader(text.value()) : "";
        if (variable && text.value().strip().startsWith("header:")) {
            fault = "a variable whose name begins with header: is a header; write setHeader";
        }
        if (!fault.isEmpty()) {
            texts.problem(text, fault);
        }
    }

    /** A text that must be one of those {@code fault} has nothing to say about. */
    private void known(Text text, java.util.function.Function<String, @Nullable String> fault) {
        var resolved = texts.resolved(text, text.value());
        if (resolved == null || !Scope.isKnown(resolved)) {
            return;
        }
        String found = fault.apply(resolved);
        if (found != null) {
            texts.problem(text, found);
        }
    }

    private void endpoint(Element element) {
        Role role = switch (element.type()) {
            case "FromDefinition", "RouteFromDefinitionDeserializer", "OutputAwareFromDefinition" -> Role.CONSUMES;
            case "InterceptFromDefinition", "InterceptSendToEndpointDefinition" -> Role.MATCHES;
            case "PollDefinition" -> Role.POLLS;
            default -> Role.SENDS;
        };
        boolean evaluated = switch (element.type()) {
            case "ToDynamicDefinition", "PollDefinition" -> true;
            case "WireTapDefinition" -> !element.value("dynamicUri", "true").equals("false");
            default -> false;
        };
        Text uri = element.text("uri");
        if (uri != null) {
            Options options = element.members().get("parameters") instanceof Options found ? found : null;
            uris.check(uri, uri.value(), options, role, evaluated);
        }
        for (String name : Set.of("deadLetterUri", "afterUri", "compensation", "completion")) {
            Text other = element.text(name);
            if (other != null) {
                uris.check(other, other.value(), null, Role.SENDS, false);
            }
        }
    }
}
