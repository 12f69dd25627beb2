package com.ainative.gateway.reload.check;

import java.util.LinkedHashMap;
import java.util.Map;

/** Routes that operators may well write, beside the shipped ones. Camel starts them, and so nothing must be said about them. */
final class GoodRoutes {

    private GoodRoutes() {
    }

    /** Everything that routes may use, in one set. */
    static Map<String, String> all() {
        Map<String, String> files = new LinkedHashMap<>(BrokenRoutes.shipped());
        files.put("chat.camel.yaml", remembering(files.getOrDefault("chat.camel.yaml", "")));
        files.put("files.camel.yaml", FILES);
        files.put("policies.camel.yaml", POLICIES);
        files.put("steps.camel.yaml", STEPS);
        files.put("templates.camel.yaml", TEMPLATES);
        return files;
    }

    /** What the README proposes: a copy of every question in the log, by a line behind {@code admit}. */
    static String remembering(String chat) {
        return chat.replaceFirst("( +)(- process: \\{ ref: admit }.*\n)",
                "$1$2$1- to: { uri: \"log:questions?showAll=true\" }\n$1- log: \"asked: \\${variable.chat}\"\n");
    }

    private static final String STEPS = """
            - from:
                id: short
                uri: direct:short
                steps:
                  - log: "${routeId}: ${body}"
                  - stop: {}
            - route:
                id: steps
                description: "What can be done: {{nothing:anything}}"
                precondition: "true"
                routeConfigurationId: answer-errors
                from:
                  uri: platform-http:{{api}}/steps/{name}
                  parameters: {httpMethodRestrict: "GET,POST"}
                  steps:
                    - setHeader: {name: a, constant: "b"}
                    - setHeader: {name: at, simple: "${date:now:yyyy-MM-dd}"}
                    - setVariable: {name: where, simple: {expression: "${header.a}", trim: true, resultType: java.lang.String}}
                    - setProperty: {name: p, header: a}
                    - setBody: {expression: {constant: {expression: "a,b"}}}
                    - setBody: {simple: "${uppercase(${body})} ${random(1,10)} ${length(${body})}"}
                    - transform: {simple: "${bodyOneLine}"}
                    - removeHeader: {name: a}
                    - removeHeaders: {pattern: "x-*"}
                    - convertBodyTo: java.lang.String
                    - choice:
                        when:
                          - simple: "${header[a]} == 'b' && ${variable:where} != null && ${variable.global:x} == null"
                            steps: [{to: direct:short}]
                          - ref: askAllAtOnce
                            steps: [{toD: "direct:${header.a}"}]
                        otherwise:
                          steps: [{wireTap: {uri: "direct:short"}}]
                    - filter: {simple: "${body} contains 'a'", steps: [{log: {message: hi, loggingLevel: DEBUG}}]}
                    - split:
                        tokenize: {token: ","}
                        parallelProcessing: true
                        executorService: virtualThreads
                        steps: [{to: "log:piece?level=DEBUG&groupSize=10"}]
                    - multicast: {steps: [{to: direct:short}, {to: "direct:answer"}]}
                    - recipientList: {constant: "direct:short,direct:answer"}
                    - recipientList: {delimiter: "false", simple: "direct:${variable.where}"}
                    - routingSlip: {constant: "direct:short, direct:answer"}
                    - dynamicRouter: {ref: nextProvider}
                    - enrich: {constant: direct:short, aggregationStrategy: bestOutcome}
                    - loop: {constant: 2, steps: [{log: again}]}
                    - delay: {constant: 1}
                    - throttle: {constant: 10}
                    - doTry:
                        steps: [{marshal: {json: {}}}, {unmarshal: {json: {library: Jackson}}}]
                        doCatch:
                          - exception: [java.io.IOException, java.lang.IllegalStateException]
                            steps: [{throwException: {exceptionType: java.lang.IllegalStateException, message: "not ${body}"}}]
                        doFinally: {steps: [{log: done}]}
                    - circuitBreaker:
                        resilience4jConfiguration: {circuitBreaker: "#breaker-one-m1"}
                        steps: [{to: "llm:one-m1"}]
                        onFallback: {steps: [{process: {ref: providerUnavailable}}]}
                    - loadBalance: {roundRobinLoadBalancer: {}, steps: [{to: direct:short}, {to: direct:answer}]}
                    - step: {id: last, steps: [{process: {ref: writeAnswer, disabled: false}}]}
            - route:
                id: other-method
                from: {uri: "platform-http:{{api}}/steps/{name}?httpMethodRestrict=DELETE", steps: [{to: direct:short}]}
            """;

    private static final String POLICIES = """
            - errorHandler:
                deadLetterChannel: {deadLetterUri: "direct:{{lost:short}}", redeliveryPolicy: {maximumRedeliveries: 2}}
            - onException:
                exception: [java.lang.IllegalArgumentException]
                handled: {constant: true}
                onWhen: {simple: "${body} == null"}
                redeliveryPolicy: {redeliveryDelay: "10"}
                steps: [{log: "${exception.message}"}]
            - onCompletion: {onCompleteOnly: true, steps: [{log: ended}]}
            - intercept: {steps: [{log: passing}]}
            - interceptFrom: {uri: "*", steps: [{log: in}]}
            - interceptFrom: {uri: "direct:*", steps: [{log: in}]}
            - interceptSendToEndpoint: {uri: "direct:short", afterUri: direct:lost, steps: [{log: out}]}
            - routeConfiguration:
                id: mine
                onException:
                  - onException: {exception: [java.lang.Exception], continued: {constant: true}, steps: [{to: direct:lost}]}
            - route: {id: lost, from: {uri: direct:lost, steps: [{log: "lost ${body}"}]}}
            - route:
                id: guarded
                routeConfigurationId: mine
                from: {uri: direct:guarded, steps: [{validate: {simple: "${body} != null"}}, {to: direct:short}]}
            """;

    private static final String FILES = """
            - route:
                id: out
                from: {uri: direct:out, steps: [{to: "file:{{files}}/out?fileName=${date:now:yyyyMMdd}.json&fileExist=Append"}]}
            - route:
                id: in
                from:
                  uri: file
                  parameters: {directoryName: "{{files}}/in", move: "done/${file:name}", initial-delay: 1h}
                  steps: [{to: direct:out}]
            """;

    private static final String TEMPLATES = """
            - routeTemplate:
                id: hook
                parameters: [{name: name}, {name: then, defaultValue: direct:short}, {name: level, required: false}]
                route:
                  from: {uri: "platform-http:/hooks/{{name}}", steps: [{log: "{{name}}"}, {to: "{{then}}"}]}
            - templatedRoute: {routeTemplateRef: hook, routeId: first, parameters: [{name: name, value: one}]}
            - templatedRoute:
                routeTemplateRef: hook
                routeId: second
                parameters: [{name: name, value: two}, {name: then, value: "llm:two-m2"}]
            - routeTemplate:
                id: unused
                parameters: [{name: to}]
                from: {uri: "direct:unused-{{to}}", steps: [{to: "direct:{{to}}"}]}
            """;
}
