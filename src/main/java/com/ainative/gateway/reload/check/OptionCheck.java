package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.reload.check.Beans.Use;
import com.ainative.gateway.reload.check.Part.Options;
import com.ainative.gateway.reload.check.Part.Text;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.EndpointUriFactory;
import org.jspecify.annotations.Nullable;

/** The options of an endpoint: known, harmless, and naming only beans that are there. */
final class OptionCheck {

    private static final Map<String, String> REFUSED = Map.of(
            "followredirects", "a provider could send requests, and their keys, anywhere",
            "transferexception", "objects of any class would travel in answers",
            "bridgeendpoint", "callers' headers, their tokens among them, would travel on");

    private final Bench bench;
    private final Unit unit;
    private final SimpleCheck simple;

    OptionCheck(Bench bench, Unit unit) {
        this.bench = bench;
        this.unit = unit;
        this.simple = new SimpleCheck(bench.beans());
    }

    void check(Text at, @Nullable Options parameters, Uri uri) {
        // Functions are judged wherever they stand, in the path too.
        simple.faults(uri.text()).forEach(fault -> problem(at, fault));
        uri.options().forEach((name, value) -> {
            Text place = parameters == null ? at : parameters.options().getOrDefault(name, at);
            String fault = fault(uri.scheme(), name, value);
            if (fault != null) {
                problem(place, fault);
            }
        });
        if (Beans.looksForClasses(uri.text()) && uri.options().values().stream().noneMatch(Beans::looksForClasses)) {
            problem(at, Names.quote(uri.scheme() + ":")
                    + " makes or finds objects of any class; name a bean of the gateway");
        }
    }

    private @Nullable String fault(String scheme, String name, String value) {
        String refused = REFUSED.get(name.toLowerCase(Locale.ROOT));
        if (refused != null && !value.strip().equalsIgnoreCase("false")) {
            return name + " is not allowed in routes: " + refused;
        }
        String bare = value.replaceFirst("^RAW[({]", "");
        if (Beans.looksForClasses(value)) {
            return name + "=" + Names.quote(value) + " makes or finds objects of any class; name a bean of the gateway";
        }
        if (bare.startsWith("#") && Scope.isKnown(bare)) {
            return bench.beans().fault(bare, Use.ANY);
        }
        return unknown(scheme, name);
    }

    private @Nullable String unknown(String scheme, String name) {
        EndpointUriFactory factory = bench.scratch().factory(scheme);
        Set<String> known = factory == null ? Set.of() : factory.propertyNames();
        if (known.contains(name)
                || (factory != null
                        && factory.multiValuePrefixes().values().stream().anyMatch(name::startsWith))) {
            return null;
        }
        return "unknown option " + Names.quote(name) + " of " + scheme + ":" + Names.didYouMean(name, known)
                + (known.isEmpty() ? "; it has none" : "");
    }

    private void problem(Text at, String message) {
        bench.findings().problem(unit.place(at.node()), message);
    }
}
