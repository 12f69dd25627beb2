package com.ainative.gateway.transform;

import com.ainative.gateway.config.TransformRule.Redaction;
import java.util.List;

/** All redactions of one field of one choice of a stream: each stage is fed what the one before it gives out. */
final class StreamRedactor {

    /** Characters matched at a time, so that a huge piece cannot keep the event loop: a try may read to the end. */
    private static final int SLICE = 1024;

    private final List<RedactionStage> stages;
    /** The first half of a surrogate pair that was cut in two, or nothing. */
    private String half = "";

    StreamRedactor(List<Redaction> redactions) {
        stages = redactions.stream().map(RedactionStage::new).toList();
    }

    String feed(String piece) {
        if (piece.length() <= SLICE) {
            return flow(piece);
        }
        StringBuilder decided = new StringBuilder();
        for (int from = 0; from < piece.length(); from += SLICE) {
            decided.append(flow(piece.substring(from, Math.min(piece.length(), from + SLICE))));
        }
        return decided.toString();
    }

    private String flow(String piece) {
        String flowing = half.concat(piece);
        half = "";
        int last = flowing.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(flowing.charAt(last))) {
            half = flowing.substring(last);
            flowing = flowing.substring(0, last);
        }
        for (RedactionStage stage : stages) {
            flowing = stage.feed(flowing);
        }
        return flowing;
    }

    /** What was held back. Text that comes all the same afterwards is matched on its own. */
    String end() {
        String flowing = half;
        half = "";
        for (RedactionStage stage : stages) {
            flowing = stage.feed(flowing) + stage.end();
        }
        return flowing;
    }

    boolean holds() {
        return !half.isEmpty() || stages.stream().anyMatch(stage -> stage.held() > 0);
    }
}
