package com.ainative.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** What a preview found: for which live requests other routes would do something else. */
record Preview(JsonNode answer) {

    boolean differs() {
        return !answer.path("differences").isEmpty();
    }

    /** Of which routes it was one. */
    String generation() {
        return answer.path("generation").asText();
    }

    void print(PrintWriter out) {
        String compared = answer.path("compared").asText();
        out.println(PlainText.oneLine("generation " + generation() + " was compared on " + compared + " of "
                + answer.path("seen").asText() + " requests, " + answer.path("skipped").asText() + " were skipped"));
        if (differs()) {
            Table table = new Table("WHAT", "COUNT", "NOW", "THEN", "EXAMPLE");
            for (JsonNode difference : answer.path("differences")) {
                table.row(difference.path("kind").asText(), difference.path("count").asText(),
                        difference.path("now").asText(), difference.path("then").asText(),
                        difference.path("example").asText());
            }
            table.print(out);
        } else {
            out.println(compared.equals("0")
                    ? "no request came that could be compared: nothing is known about a difference"
                    : "no refusal, limit or provider would differ");
        }
    }
}
