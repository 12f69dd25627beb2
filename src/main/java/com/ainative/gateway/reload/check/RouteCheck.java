package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.config.YamlFile;
import com.ainative.gateway.reload.GenerationParts;
import com.ainative.gateway.reload.check.Part.Element;
import com.ainative.gateway.reload.check.Part.Text;
import com.ainative.gateway.reload.check.Scratch.UnresolvedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Checks an operator's routes before anything of them is started, and tells everything that is wrong at once. It refuses
 * what it does not know, and never fails itself.
 */
public final class RouteCheck {

    private static final String ENDING = ".camel.yaml";
    /** Camel takes them only in front of the routes they are for. */
    private static final Set<String> FIRST = Set.of("onException", "onCompletion", "errorHandler", "intercept",
            "interceptFrom", "interceptSendToEndpoint");

    /** One entry of one file, by its only key. */
    private record Entry(SourceFile file, Element element) {
    }

    private final GenerationParts parts;

    /** @param parts what the routes will run with; looked at, and left as they are */
    public RouteCheck(GenerationParts parts) {
        this.parts = parts;
    }

    /**
     * @param compiled routes of jars, which take part; null where they cannot be read, and what is missing may be in them
     * @return everything that is wrong, in the order of files and lines; empty where the routes may start
     */
    public List<Problem> check(List<SourceFile> routes, @Nullable List<RouteBuilder> compiled) {
        // Once in a JVM this takes as long as the context below, and neither waits for the other.
        Thread.startVirtualThread(Schema::camel);
        Findings findings = new Findings(routes);
        Beans beans = new Beans(parts.beans());
        try (Scratch scratch = new Scratch(parts, beans.targets())) {
            check(routes, compiled, new Bench(scratch, beans, findings, parts.files()));
        }
        return findings.told();
    }

    private void check(List<SourceFile> routes, @Nullable List<RouteBuilder> compiled, Bench bench) {
        List<Entry> entries = new ArrayList<>();
        // What one file lacks may stand in another that cannot be read, and telling it then would only confuse.
        boolean complete = compiled != null;
        for (SourceFile file : routes) {
            complete &= read(file, bench.findings(), entries);
        }
        BuiltIn builtIn = BuiltIn.of(parts.builtIn(), bench.scratch(), bench.findings());
        if (compiled != null) {
            complete &= builtIn.add(compiled, bench.scratch());
        }
        Wiring wiring = new Wiring(bench.findings(), builtIn);
        Templates templates = new Templates(bench.findings());
        List<Unit> units = units(entries, bench, wiring, templates, builtIn, complete);
        for (Unit unit : units) {
            check(unit, bench, wiring);
        }
        if (complete) {
            wiring.tell();
            builtIn.instances().stream().filter(made -> made.template().equals("provider")
                    && templates.place("provider") != null && !wiring.isConsumed(made.routeId())).limit(1)
                    .forEach(made -> startsElsewhere(templates.place("provider"), made, bench.findings()));
        }
        wiring.circles();
    }

    private static void startsElsewhere(@Nullable Place place, BuiltIn.Instance made, Findings findings) {
        if (place != null) {
            findings.problem(place,
                    "routeTemplate 'provider' must start from direct:provider-{{target}}: that is where "
                            + "planProviders sends, here direct:" + made.routeId());
        }
    }

    /** @return false where something of the file is missing from {@code entries} */
    private static boolean read(SourceFile file, Findings findings, List<Entry> entries) {
        if (!file.name().endsWith(ENDING)) {
            findings.problem(file.shown(), "is not called *" + ENDING + ", and would be read as something else");
        }
        try {
            List<Element> read = new SchemaReader(file, findings)
                    .read(new YamlFile(file).root("write a list of routes, such as '- route:'"));
            boolean whole = true;
            boolean routes = false;
            for (Element entry : read) {
                whole &= !entry.members().isEmpty();
                for (Part part : entry.members().values()) {
                    if (part instanceof Element element) {
                        order(file, element, routes, findings);
                        routes |= element.key().equals("route") || element.key().equals("from");
                        entries.add(new Entry(file, element));
                    }
                }
            }
            return whole && !read.isEmpty();
        } catch (ProblemsException unreadable) {
            findings.problems(unreadable.problems());
            return false;
        }
    }

    private static void order(SourceFile file, Element element, boolean routes, Findings findings) {
        if (routes && FIRST.contains(element.key())) {
            findings.problem(Place.of(file, element.node()),
                    element.key() + " must stand in front of the routes of its file");
        }
    }

    private static List<Unit> units(List<Entry> entries, Bench bench, Wiring wiring, Templates templates,
            BuiltIn builtIn, boolean complete) {
        List<Unit> units = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry.element().key()) {
                case "routeTemplate" -> templates.template(entry.file(), entry.element());
                case "templatedRoute" -> {
                    // When all templates are known.
                }
                default -> units.add(unit(units.size(), entry, bench, wiring));
            }
        }
        templates.builtIn(builtIn.instances(), complete);
        entries.stream().filter(entry -> entry.element().key().equals("templatedRoute")).forEach(entry -> {
            templates.templatedRoute(entry.file(), entry.element(), complete);
            Text id = entry.element().text("routeId");
            if (id != null) {
                wiring.id(Place.of(entry.file(), id.node()), resolved(entry.file(), id, bench), "route");
            }
        });
        units.addAll(templates.units());
        return units;
    }

    private static Unit unit(int number, Entry entry, Bench bench, Wiring wiring) {
        Text id = entry.element().text("id");
        String resolved = id == null ? "" : resolved(entry.file(), id, bench);
        if (entry.element().key().equals("routeConfiguration")) {
            wiring.policyId(resolved);
        } else if (id != null && (entry.element().key().equals("route") || entry.element().key().equals("from"))) {
            wiring.id(Place.of(entry.file(), id.node()), resolved, "route");
        }
        return new Unit(number, entry.file(), entry.element(), Scope.NONE, resolved);
    }

    private static String resolved(SourceFile file, Text id, Bench bench) {
        try {
            return bench.scratch().resolve(id.value(), Scope.NONE);
        } catch (UnresolvedException e) {
            bench.findings().problem(Place.of(file, id.node()), Names.quote(id.value()) + ": " + e.getMessage());
            return id.value();
        }
    }

    private static void check(Unit unit, Bench bench, Wiring wiring) {
        if (bench.findings().isFull()) {
            return;
        }
        try {
            new UnitCheck(bench, unit, wiring).check();
        } catch (RuntimeException e) { // what the check itself does not understand must not start
            bench.findings().problem(unit.place(), unit.element().key() + " cannot be checked, and so is refused: "
                    + e.getClass().getSimpleName());
        }
    }
}
