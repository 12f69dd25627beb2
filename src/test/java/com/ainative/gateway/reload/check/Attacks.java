package com.ainative.gateway.reload.check;

import java.util.ArrayList;
import java.util.List;

/** Routes that have got past an earlier check, by what they did. */
final class Attacks {

    private final List<BrokenRoutes.Case> cases = new ArrayList<>();

    private Attacks() {
    }

    static List<BrokenRoutes.Case> cases() {
        Attacks attacks = new Attacks();
        attacks.all();
        return attacks.cases;
    }

    private void add(String name, String text, String message) {
        cases.add(BrokenRoutes.extra(name, text, message));
    }

    private void step(String name, String steps, String message) {
        cases.add(BrokenRoutes.steps(name, steps, message));
    }

    private void all() {
        add("a template with a second route in its from", """
                - routeTemplate: # wrong
                    id: x
                    route: {from: {uri: "direct:harmless", steps: [{log: hi}]}}
                    from: {uri: "platform-http:/t", steps: [{setBody: {constant: "resource:file:/etc/hostname"}}]}
                """, "has both route and from");
        step("recipients behind a brace", "- recipientList: {constant: \"log:x{,file:/tmp/x\"} # wrong\n",
                "file: outside of");
        step("slips behind a brace", "- routingSlip: {constant: \"log:x{,file:/tmp/x\"} # wrong\n", "file: outside of");
        step("recipients behind a pattern",
                "- recipientList: {constant: \"log:x\", delimiter: \"[;]\"} # wrong\n", "taken apart at , or ;");
        step("a character that stood for the unknown", "- to: \"file:/tmp/x/\\uE0F7\" # wrong\n", "private to Unicode");
        step("placeholders that appear in placeholders",
                "- toD: 'file:{{files}}/a/\\{{p:.\\}}\\{{p:.\\}}/x' # wrong\n", "placeholders stand in what");
        for (String move : List.of("RAW(/tmp/x/${file:name})", "${date:now:'/tmp/x/'}${file:name}")) {
            add("a move to elsewhere by " + move, "- route: {id: a, from: {uri: \"file:{{files}}/in?move=" + move
                    + "\", steps: [{log: m}]}} # wrong\n", "could lead out of the folder");
        }
        step("a temporary name by a header",
                "- to: \"file:{{files}}/out?fileName=fixed.txt&tempFileName=${file:name}\" # wrong\n",
                "could lead out of the folder");
        step("a header that has files read", "- setHeader: {name: CamelFileLocalWorkPath, constant: /etc/x} # wrong\n",
                "tells components what to do");
        step("a header of a name put together", "- setHeader: {name: \"Camel${body}\", constant: x} # wrong\n",
                "must be written out");
        step("a variable that is a header",
                "- setVariable: {name: \"header:CamelFileLocalWorkPath\", constant: x} # wrong\n",
                "is a header");
        add("a header by a path",
                "- route: {id: a, from: {uri: \"platform-http:/t/{CamelFileName}\", steps: [{log: m}]}} # wrong\n",
                "would tell components what to do");
        add("the environment in an id",
                "- route: {id: \"{{env:HOME}}\", from: {uri: direct:a, steps: [{log: a}]}} # wrong\n",
                "a placeholder asks for the environment");
        step("the environment in an address", "- to: \"log:{{sys:user.home}}\" # wrong\n",
                "a placeholder asks for the environment");
        add("a path that is a built-in one with a bit of chance",
                "- route: {id: a, from: {uri: \"platform-http:/heal{x}\", steps: [{log: m}]}} # wrong\n",
                "takes requests of the built-in route");
    }
}
