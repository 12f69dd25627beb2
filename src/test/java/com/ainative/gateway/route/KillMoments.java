package com.ainative.gateway.route;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** At which of many things of one kind, which happen one after the other, a gateway is killed. */
final class KillMoments {

    private final Set<Integer> moments = new HashSet<>();
    private int happened;

    /** Spread over the first three fifths: a kill takes some of the later ones with it, and all moments have to come. */
    KillMoments(Random random, int things, int kills) {
        random.ints(1, things * 3 / 5).distinct().limit(kills).forEach(moments::add);
    }

    /** One more happens. @return whether this is such a moment */
    synchronized boolean comes() {
        happened++;
        return moments.remove(happened);
    }
}
