package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the routes of all files and the built-in ones hang together: who calls whom, and who is called what. */
final class Wiring {

    /** Names looked through for a near one. */
    private static final int MOST_COMPARED = 500;

    /** @param place nothing for a built-in route */
    private record Consumer(@Nullable Unit unit, @Nullable Place place, String told) {
    }

    record Call(String target, Place place) {
    }

    private record Taken(HttpPath path, Place place) {
    }

    private record Policy(Place place, String id) {
    }

    private final Findings findings;
    private final BuiltIn builtIn;
    private final Map<String, Consumer> consumers = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();
    /** By who makes them: a route itself, a named policy, or the policies of a file. */
    private final Map<Object, List<Call>> callsBy = new HashMap<>();
    private final List<Policy> policies = new ArrayList<>();
    private final Map<Integer, List<String>> policiesOf = new HashMap<>();
    private final Set<String> policyIds = new LinkedHashSet<>();
    private final Map<String, Place> ids = new HashMap<>();
    private final Map<List<String>, List<Taken>> paths = new HashMap<>();

    Wiring(Findings findings, BuiltIn builtIn) {
        this.findings = findings;
        this.builtIn = builtIn;
        builtIn.consumers().forEach((name, route) -> consumers.put(name,
                new Consumer(null, null, "the built-in route '" + route + "'")));
    }

    void consumer(Unit unit, Place place, String name) {
        Consumer known = consumers.putIfAbsent(name, new Consumer(unit, place, "the route"));
        if (known != null) {
            findings.problem(place, "direct:" + name + " has a consumer already, "
                    + (known.place() == null ? known.told() : "in " + known.place().seenFrom(place)));
        }
    }

    void http(Unit unit, Place place, HttpPath path) {
        path.unknownMethods().forEach(method -> findings.problem(place,
                "httpMethodRestrict names " + Names.quote(method)
                        + ", which is no method; write GET, POST and the like"));
        if (path.path().toLowerCase(Locale.ROOT).contains("{camel")) {
            findings.problem(place,
                    "a part of a path named Camel... would tell components what to do; name it otherwise");
        }
        if (path.isProxy()) {
            findings.problem(place, "a path that begins with 'proxy' makes Camel a proxy for anywhere; choose another");
        } else if (path.isBelow("admin")) {
            findings.problem(place, "paths below /admin are the gateway's own; choose another");
        }
        builtIn.paths().forEach((own, route) -> {
            if (own.sharesRequests(path)) {
                findings.problem(place, path.path() + " takes requests of the built-in route '" + route + "' at "
                        + own.path() + "; choose another path");
            }
        });
        List<Taken> near = paths.computeIfAbsent(path.segments(), segments -> new ArrayList<>());
        near.stream().filter(taken -> taken.path().isSame(path)).findFirst()
                .ifPresent(taken -> findings.problem(place, path.path() + " is taken already, in "
                        + taken.place().seenFrom(place) + "; choose another path or method"));
        near.add(new Taken(path, place));
    }

    void call(Unit unit, Place place, String target) {
        Call call = new Call(target, place);
        calls.add(call);
        callsBy.computeIfAbsent(unit.caller(), caller -> new ArrayList<>()).add(call);
    }

    /** A route says which routeConfiguration it wants. */
    void policy(Unit unit, Place place, String id) {
        for (String one : id.split(",")) {
            policies.add(new Policy(place, one.strip()));
            policiesOf.computeIfAbsent(unit.number(), number -> new ArrayList<>()).add(one.strip());
        }
    }

    /** A routeConfiguration there is. */
    void policyId(String id) {
        policyIds.add(id);
    }

    void id(Place place, String id, String what) {
        if (builtIn.ids().contains(id)) {
            findings.problem(place, what + " id " + Names.quote(id) + " is a built-in route's; choose another");
            return;
        }
        Place known = ids.putIfAbsent(id, place);
        if (known != null) {
            findings.problem(place, what + " id " + Names.quote(id) + " is taken already, in " + known.seenFrom(place)
                    + "; ids differ over all files");
        }
    }

    /** Tells what can only be told when all is known. */
    void tell() {
        List<String> near = consumers.keySet().stream().limit(MOST_COMPARED).toList();
        for (Call call : calls) {
            if (!consumers.containsKey(call.target()) && Scope.isKnown(call.target())) {
                findings.problem(call.place(), "no route starts from direct:" + call.target()
                        + Names.didYouMean(call.target(), near) + "; there are "
                        + String.join(", ", near.stream().limit(20).toList()));
            }
        }
        for (Policy policy : policies) {
            if (!policy.id().contains("*") && !policyIds.contains(policy.id()) && Scope.isKnown(policy.id())) {
                findings.problem(policy.place(), "there is no routeConfiguration " + Names.quote(policy.id())
                        + Names.didYouMean(policy.id(), policyIds));
            }
        }
        builtIn.policies().forEach((id, route) -> {
            if (!policyIds.contains(id)) {
                findings.problem("routes", "no file has the routeConfiguration '" + id + "', which the built-in route '"
                        + route + "' needs");
            }
        });
        builtIn.calls().forEach((target, route) -> {
            if (!consumers.containsKey(target)) {
                findings.problem("routes",
                        "no route starts from direct:" + target + ", which the built-in route '" + route + "' calls");
            }
        });
    }

    boolean isConsumed(String name) {
        return consumers.containsKey(name);
    }

    /** Routes that call each other in a circle. */
    void circles() {
        new Circles(this::callsOf, findings).tell(consumers.keySet());
    }

    /** What a route calls, itself or by a policy that is its own. */
    private List<Call> callsOf(String consumer) {
        Consumer known = consumers.get(consumer);
        Unit unit = known == null ? null : known.unit();
        if (unit == null) {
            return List.of();
        }
        List<Call> all = new ArrayList<>(callsBy.getOrDefault(unit.caller(), List.of()));
        all.addAll(callsBy.getOrDefault(unit.file().name(), List.of()));
        policiesOf.getOrDefault(unit.number(), List.of())
                .forEach(policy -> all.addAll(callsBy.getOrDefault("policy " + policy, List.of())));
        return all;
    }
}
