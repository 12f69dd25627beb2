package com.ainative.gateway.reload.check;

import com.ainative.gateway.reload.check.Wiring.Call;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds routes that would call each other without end. Keeps a stack of its own: the chains are as long as the files. */
final class Circles {

    private record Visit(String route, Iterator<Call> calls) {
    }

    private static final int LONGEST_SHOWN = 8;

    private final Function<String, List<Call>> callsOf;
    private final Findings findings;
    private final Set<String> done = new HashSet<>();
    private final Set<String> underway = new HashSet<>();

    Circles(Function<String, List<Call>> callsOf, Findings findings) {
        this.callsOf = callsOf;
        this.findings = findings;
    }

    void tell(Collection<String> routes) {
        routes.forEach(this::follow);
    }

    private void follow(String first) {
        Deque<Visit> way = new ArrayDeque<>();
        enter(first, way);
        while (!way.isEmpty()) {
            Visit here = way.peekLast();
            if (!here.calls().hasNext()) {
                way.removeLast();
                underway.remove(here.route());
                done.add(here.route());
                continue;
            }
            Call call = here.calls().next();
            if (underway.contains(call.target())) {
                tell(call, way);
            } else {
                enter(call.target(), way);
            }
        }
    }

    private void enter(String route, Deque<Visit> way) {
        if (!done.contains(route) && underway.add(route)) {
            way.addLast(new Visit(route, callsOf.apply(route).iterator()));
        }
    }

    private void tell(Call back, Deque<Visit> way) {
        List<String> circle = new ArrayList<>();
        for (Visit visit : way) {
            if (!circle.isEmpty() || visit.route().equals(back.target())) {
                circle.add(visit.route());
            }
        }
        circle.add(back.target());
        String shown = circle.size() <= LONGEST_SHOWN
                ? String.join(" -> ", circle)
                : String.join(" -> ", circle.subList(0, LONGEST_SHOWN)) + " -> ... -> " + back.target();
        findings.problem(back.place(), "direct:" + back.target() + " would call itself without end: " + shown);
    }
}
