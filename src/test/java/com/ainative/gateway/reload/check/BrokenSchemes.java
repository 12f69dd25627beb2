package com.ainative.gateway.reload.check;

import com.ainative.gateway.reload.check.BrokenRoutes.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Schemes that routes may not use, in every place and every disguise a URI can have. */
final class BrokenSchemes {

    private static final List<String> REFUSED = List.of("exec:ls", "class:java.lang.Runtime", "ssh:root@host",
            "docker:version", "jndi:x", "jms:queue:x", "amqp:x", "kafka:x", "http:evil", "https://evil", "seda:x",
            "kamelet:x", "bean:admit", "bean:java.lang.Runtime?method=exit", "language:groovy:1", "script:x",
            "groovy:1", "joor:x", "rest:get:x", "timer:x", "xslt:x",
            "ref:x", "vm:x", "netty:tcp://x", "ftp:host", "sql:select", "controlbus:route", "dataset:x", "mock:x",
            "stub:x", "EXEC:ls", "nobody-knows:x");

    /** Where a URI can stand in the steps of a route; {@code URI} is put in. */
    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    static {
        PLACES.put("to", "- to: {uri: \"URI\"} # wrong\n");
        PLACES.put("toD", "- toD: \"URI\" # wrong\n");
        PLACES.put("toD with a function", "- toD: \"URI${header.x}\" # wrong\n");
        PLACES.put("poll", "- poll: \"URI\" # wrong\n");
        PLACES.put("wireTap", "- wireTap: {uri: \"URI\"} # wrong\n");
        PLACES.put("enrich", "- enrich: {constant: \"URI\"} # wrong\n");
        PLACES.put("enrich by simple", "- enrich: {expression: {simple: \"URI?x=${body}\"}} # wrong\n");
        PLACES.put("pollEnrich", "- pollEnrich: {simple: {expression: \"URI\"}} # wrong\n");
        PLACES.put("recipientList", "- recipientList: {constant: \"direct:answer, URI\"} # wrong\n");
        PLACES.put("recipientList with its own delimiter",
                "- recipientList: {delimiter: \";\", simple: \"direct:answer;URI\"} # wrong\n");
        PLACES.put("routingSlip", "- routingSlip: {simple: \"direct:answer,URI\"} # wrong\n");
        PLACES.put("dynamicRouter", "- dynamicRouter: {simple: \"URI${body}\"} # wrong\n");
        PLACES.put("choice", "- choice: {when: [{simple: \"${body}\", steps: [{to: \"URI\"}]}]} # wrong\n");
        PLACES.put("otherwise",
                "- choice: {when: [{simple: \"${body}\", steps: [{log: a}]}], otherwise: {steps: [{to: \"URI\"}]}} # wrong\n");
        PLACES.put("circuitBreaker", "- circuitBreaker: {steps: [{to: \"URI\"}]} # wrong\n");
        PLACES.put("onFallback",
                "- circuitBreaker: {steps: [{log: a}], onFallback: {steps: [{to: \"URI\"}]}} # wrong\n");
        PLACES.put("multicast", "- multicast: {steps: [{to: direct:answer}, {to: \"URI\"}]} # wrong\n");
        PLACES.put("split", "- split: {simple: \"${body}\", steps: [{to: \"URI\"}]} # wrong\n");
        PLACES.put("filter", "- filter: {simple: \"${body}\", steps: [{to: \"URI\"}]} # wrong\n");
        PLACES.put("loop", "- loop: {constant: 2, steps: [{to: \"URI\"}]} # wrong\n");
        PLACES.put("pipeline in step", "- step: {steps: [{pipeline: {steps: [{to: \"URI\"}]}}]} # wrong\n");
        PLACES.put("loadBalance", "- loadBalance: {roundRobinLoadBalancer: {}, steps: [{to: \"URI\"}]} # wrong\n");
        PLACES.put("doTry", "- doTry: {steps: [{to: \"URI\"}], doFinally: {steps: [{log: a}]}} # wrong\n");
        PLACES.put("doCatch",
                "- doTry: {steps: [{log: a}], doCatch: [{exception: [java.lang.Exception], steps: [{to: \"URI\"}]}]} # wrong\n");
        PLACES.put("doFinally", "- doTry: {steps: [{log: a}], doFinally: {steps: [{to: \"URI\"}]}} # wrong\n");
        PLACES.put("aggregate",
                "- aggregate: {correlationExpression: {constant: 1}, aggregationStrategy: bestOutcome, completionSize: 2, steps: [{to: \"URI\"}]} # wrong\n");
    }

    private static final Map<String, String> FILES = new LinkedHashMap<>();

    static {
        FILES.put("from", "- route: {id: a, from: {uri: \"URI\", steps: [{log: hi}]}} # wrong\n");
        FILES.put("from without a route", "- from: {uri: \"URI\", steps: [{log: hi}]} # wrong\n");
        FILES.put("onException",
                "- onException: {exception: [java.lang.Exception], steps: [{to: \"URI\"}]} # wrong\n");
        FILES.put("onCompletion", "- onCompletion: {steps: [{to: \"URI\"}]} # wrong\n");
        FILES.put("intercept", "- intercept: {steps: [{to: \"URI\"}]} # wrong\n");
        FILES.put("interceptFrom", "- interceptFrom: {steps: [{to: \"URI\"}]} # wrong\n");
        FILES.put("interceptSendToEndpoint",
                "- interceptSendToEndpoint: {uri: \"direct:*\", steps: [{to: \"URI\"}]} # wrong\n");
        FILES.put("afterUri",
                "- interceptSendToEndpoint: {uri: \"direct:*\", afterUri: \"URI\", steps: [{log: hi}]} # wrong\n");
        FILES.put("the interceptor's own uri",
                "- interceptSendToEndpoint: {uri: \"URI\", steps: [{log: hi}]} # wrong\n");
        FILES.put("errorHandler", "- errorHandler: {deadLetterChannel: {deadLetterUri: \"URI\"}} # wrong\n");
        FILES.put("a route's errorHandler", """
                - route:
                    id: a
                    errorHandler: {deadLetterChannel: {deadLetterUri: "URI"}} # wrong
                    from: {uri: direct:a, steps: [{log: hi}]}
                """);
        FILES.put("routeConfiguration", """
                - routeConfiguration:
                    id: policy
                    onException:
                      - onException: {exception: [java.lang.Exception], steps: [{to: "URI"}]} # wrong
                """);
        FILES.put("a template nobody uses", """
                - routeTemplate:
                    id: t
                    parameters: [{name: x}]
                    from: {uri: "direct:{{x}}", steps: [{to: "URI"}]} # wrong
                """);
        FILES.put("a template's parameter", """
                - routeTemplate:
                    id: t
                    parameters: [{name: next}]
                    from: {uri: direct:t, steps: [{to: "{{next}}"}]} # wrong
                - templatedRoute: {routeTemplateRef: t, routeId: x, parameters: [{name: next, value: "URI"}]}
                """);
        FILES.put("a template's default", """
                - routeTemplate:
                    id: t
                    parameters: [{name: next, defaultValue: "URI"}]
                    route: {from: {uri: direct:t, steps: [{to: "{{next}}"}]}} # wrong
                """);
        FILES.put("a saga's compensation",
                BrokenRoutes.route("- saga: {compensation: \"URI\", steps: [{log: hi}]} # wrong\n"));
    }

    /** Ways to write one scheme so that it is only seen when placeholders are replaced, or by looking twice. */
    private static final Map<String, String> DISGUISES = new LinkedHashMap<>();

    static {
        DISGUISES.put("a default", "{{x:exec:ls}}");
        DISGUISES.put("a default of the scheme", "{{x:exec}}:ls");
        DISGUISES.put("a default in a default", "{{x:{{y:exec}}:ls}}");
        DISGUISES.put("half a scheme", "ex{{x:ec}}:ls");
        DISGUISES.put("spaces", "  exec:ls");
        DISGUISES.put("slashes", "exec://ls");
        DISGUISES.put("no colon", "exec?args=x");
        DISGUISES.put("no path", "exec");
    }

    private BrokenSchemes() {
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String uri : REFUSED) {
            String scheme = uri.substring(0, uri.indexOf(':'));
            cases.add(BrokenRoutes.steps("scheme of " + uri, in("to", uri),
                    "scheme '" + scheme + "' is not allowed in routes"));
        }
        for (String uri : List.of("exec:ls", "http:evil")) {
            String message = "scheme '" + uri.substring(0, uri.indexOf(':')) + "' is not allowed in routes";
            PLACES.forEach((place, text) -> cases
                    .add(BrokenRoutes.steps(uri + " in " + place, text.replace("URI", uri), message)));
            FILES.forEach((place, text) -> cases
                    .add(BrokenRoutes.extra(uri + " in " + place, text.replace("URI", uri), message)));
        }
        DISGUISES.forEach((disguise, uri) -> {
            for (String place : List.of("to", "recipientList", "onFallback")) {
                cases.add(BrokenRoutes.steps("exec as " + disguise + " in " + place,
                        in(place, uri), "scheme 'exec' is not allowed in routes"));
            }
        });
        unknown(cases);
        return cases;
    }

    private static String in(String place, String uri) {
        return Objects.requireNonNull(PLACES.get(place), place).replace("URI", uri);
    }

    /** Where only the request would say where it leads. */
    private static void unknown(List<Case> cases) {
        String written = "must be written out";
        cases.add(BrokenRoutes.steps("a uri from a header", "- toD: \"${header.x}\" # wrong\n", written));
        cases.add(BrokenRoutes.steps("a scheme from a header", "- toD: \"${header.x}:y\" # wrong\n", written));
        cases.add(BrokenRoutes.steps("half a scheme from a header", "- toD: \"di${header.x}:y\" # wrong\n", written));
        cases.add(BrokenRoutes.steps("a recipient from a header",
                "- recipientList: {simple: \"direct:answer,${header.x}\"} # wrong\n", written));
        for (String language : List.of("header", "variable", "exchangeProperty", "tokenize")) {
            cases.add(BrokenRoutes.steps("recipients by " + language,
                    "- recipientList: {" + language + ": x} # wrong\n",
                    "recipientList by " + language + " may lead anywhere"));
        }
        cases.add(BrokenRoutes.steps("recipients by a method", "- recipientList: {method: admit} # wrong\n",
                "language 'method' is not allowed"));
        cases.add(BrokenRoutes.steps("recipients that a header could add to",
                "- recipientList: {simple: \"direct:${header.x}\"} # wrong\n",
                "write delimiter: \"false\" too"));
        cases.add(BrokenRoutes.steps("stops that a header could add to",
                "- routingSlip: {simple: \"direct:answer,direct:{{x:${header.x}}}\"} # wrong\n",
                "routingSlip takes what ${...} stands for apart at ','"));
        cases.add(BrokenRoutes.steps("recipients by jsonpath", "- recipientList: {jsonpath: $.x} # wrong\n",
                "language 'jsonpath' is not allowed"));
        cases.add(BrokenRoutes.steps("several uris from one placeholder",
                "- recipientList: {constant: \"{{x:direct:answer,exec:ls}}\"} # wrong\n", "scheme 'exec'"));
        cases.add(BrokenRoutes.steps("a routing slip from a header, short", "- routingSlip: x # wrong\n",
                "routingSlip must be keys with values"));
        cases.add(BrokenRoutes.extra("a template that is all parameter", """
                - routeTemplate:
                    id: t
                    parameters: [{name: next}]
                    from: {uri: direct:t, steps: [{to: "{{next}}"}]} # wrong
                """, written));
    }
}
