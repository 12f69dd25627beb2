package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.reload.check.Part.Element;
import com.ainative.gateway.reload.check.Part.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Route templates and what is made of them: each instance is checked as the route it will be. */
final class Templates {

    /** So many routes no gateway has; a template and its instances could multiply to more. */
    private static final int MOST_INSTANCES = 2_000;

    /** Beyond those of the entries of files. */
    private static final int FIRST_NUMBER = 1 << 24;

    private record Template(SourceFile file, Element element, @Nullable Element route, List<Scope> scopes) {

        Place place() {
            return Place.of(file, element.node());
        }
    }

    private final Findings findings;
    private final Map<String, Template> templates = new LinkedHashMap<>();
    private final List<Unit> units = new ArrayList<>();
    private int instances;

    Templates(Findings findings) {
        this.findings = findings;
    }

    /** A template there is. */
    void template(SourceFile file, Element element) {
        refuseBeans(file, element);
        Element route = element.element("route") == null ? element.element("from") : element.element("route");
        if (element.element("route") != null && element.element("from") != null) {
            findings.problem(Place.of(file, element.node()),
                    "routeTemplate has both route and from; write one of them");
        }
        if (route == null) {
            findings.problem(Place.of(file, element.node()), "routeTemplate needs a route");
        }
        Text id = element.text("id");
        Template template = new Template(file, element, route, new ArrayList<>());
        if (id != null) {
            Template known = templates.putIfAbsent(id.value(), template);
            if (known != null) {
                Place at = Place.of(file, id.node());
                findings.problem(at, "there is a routeTemplate " + Names.quote(id.value()) + " already, in "
                        + known.place().seenFrom(at));
            }
        }
    }

    /** A route that a file makes of a template; called when all templates are known. */
    void templatedRoute(SourceFile file, Element element, boolean complete) {
        refuseBeans(file, element);
        Text ref = element.text("routeTemplateRef");
        Template template = ref == null ? null : templates.get(ref.value());
        if (ref == null) {
            return;
        }
        Place at = Place.of(file, ref.node());
        if (template == null) {
            if (complete) {
                findings.problem(at, "there is no routeTemplate " + Names.quote(ref.value())
                        + Names.didYouMean(ref.value(), templates.keySet()));
            }
            return;
        }
        Map<String, String> given = new HashMap<>();
        element.elements("parameters").forEach(parameter -> {
            String name = parameter.value("name", "");
            if (!declared(template).containsKey(name)) {
                findings.problem(Place.of(file, parameter.node()), "routeTemplate " + Names.quote(ref.value())
                        + " has no parameter " + Names.quote(name)
                        + Names.didYouMean(name, declared(template).keySet()));
            }
            given.put(name, parameter.value("value", ""));
        });
        List<String> missing = missing(template, given);
        if (missing.isEmpty()) {
            add(template, given, element.value("routeId", ""));
        } else {
            findings.problem(at, "routeTemplate " + Names.quote(ref.value()) + " needs parameter "
                    + String.join(", ", missing));
        }
    }

    /** The routes that the gateway itself makes of templates. */
    void builtIn(List<BuiltIn.Instance> builtIn, boolean complete) {
        Map<String, List<BuiltIn.Instance>> byTemplate = new LinkedHashMap<>();
        builtIn.forEach(
                instance -> byTemplate.computeIfAbsent(instance.template(), name -> new ArrayList<>()).add(instance));
        byTemplate.forEach((name, made) -> {
            Template template = templates.get(name);
            if (template == null && complete) {
                findings.problem("routes", "no file has the routeTemplate '" + name
                        + "', of which the gateway makes the routes "
                        + String.join(", ", made.stream().limit(5).map(BuiltIn.Instance::routeId).toList()));
            } else if (template != null) {
                List<String> missing = missing(template, made.getFirst().parameters());
                if (missing.isEmpty()) {
                    made.forEach(instance -> add(template, instance.parameters(), instance.routeId()));
                } else {
                    findings.problem(template.place(), "routeTemplate '" + name + "' needs parameter "
                            + String.join(", ", missing) + ", which the gateway does not give; give it a defaultValue");
                }
            }
        });
    }

    /** A route for each instance, and one with nothing known for a template that has none. */
    List<Unit> units() {
        for (Template template : templates.values()) {
            if (template.scopes().isEmpty() && template.route() != null) {
                Map<String, String> unknown = new HashMap<>();
                declared(template).forEach((name, value) -> unknown.put(name, value == null ? Scope.unknown() : value));
                units.add(new Unit(FIRST_NUMBER + units.size(), template.file(), template.route(), new Scope(unknown),
                        ""));
            }
        }
        return units;
    }

    /** Where a template stands that the gateway makes routes of. */
    @Nullable
    Place place(String name) {
        Template template = templates.get(name);
        return template == null ? null : template.place();
    }

    private void add(Template template, Map<String, String> given, String routeId) {
        if (++instances > MOST_INSTANCES) {
            findings.problem("routes", "more than " + MOST_INSTANCES + " routes are made of templates");
            return;
        }
        Map<String, String> all = new HashMap<>(given);
        declared(template).forEach((name, value) -> {
            if (value != null) {
                all.putIfAbsent(name, value);
            }
        });
        Scope scope = new Scope(all);
        template.scopes().add(scope);
        if (template.route() != null) {
            units.add(new Unit(FIRST_NUMBER + units.size(), template.file(), template.route(), scope, routeId));
        }
    }

    /** Parameters by name, with their default values where they have one. */
    private static Map<String, @Nullable String> declared(Template template) {
        Map<String, @Nullable String> declared = new LinkedHashMap<>();
        template.element().elements("parameters").forEach(parameter -> {
            Text value = parameter.text("defaultValue");
            declared.put(parameter.value("name", ""), value == null ? null : value.value());
        });
        return declared;
    }

    private static List<String> missing(Template template, Map<String, String> given) {
        return template.element().elements("parameters")
                .filter(parameter -> parameter.text("defaultValue") == null
                        && !parameter.value("required", "true").equals("false"))
                .map(parameter -> parameter.value("name", "")).filter(name -> !given.containsKey(name)).toList();
    }

    private void refuseBeans(SourceFile file, Element element) {
        Part beans = element.members().get("beans");
        if (beans != null) {
            findings.problem(Place.of(file, beans.node()), Allowed.refusedElement("beans"));
        }
    }
}
