package com.ainative.gateway.reload.golden;

import com.ainative.gateway.config.Problem;
import java.util.List;

/**
 * What came of one golden.
 *
 * @param name as its file says
 * @param file as the operator would find it
 * @param differences what was expected and what was found instead, each where it is expected; empty when it passed
 */
public record GoldenResult(String name, String file, List<Problem> differences) {

    public GoldenResult {
        differences = List.copyOf(differences);
    }

    public boolean passed() {
        return differences.isEmpty();
    }
}
