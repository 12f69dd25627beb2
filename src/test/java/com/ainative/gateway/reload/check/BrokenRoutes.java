package com.ainative.gateway.reload.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sets of routes of which each has one thing wrong, at the line that says {@code # wrong}. They are wrong for a gateway with
 * the targets {@code one-m1} and {@code two-m2}.
 */
public final class BrokenRoutes {

    /**
     * @param name what is wrong, for people
     * @param files every file of the set, by name
     * @param file the one that is wrong
     * @param line in it, counted from 1; 0 for the whole file
     * @param message a part of what must be said
     */
    public record Case(String name, Map<String, String> files, String file, int line, String message) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String WRONG = "# wrong";
    private static final String EXTRA = "extra.camel.yaml";
    private static final int LARGEST = 1024 * 1024;

    private final List<Case> cases = new ArrayList<>();

    private BrokenRoutes() {
    }

    /** All of them. */
    public static Stream<Case> cases() {
        BrokenRoutes broken = new BrokenRoutes();
        broken.syntax();
        broken.schema();
        broken.elements();
        broken.names();
        broken.wiring();
        broken.templates();
        broken.options();
        broken.files();
        broken.simple();
        broken.cases.addAll(BrokenSchemes.cases());
        broken.cases.addAll(Attacks.cases());
        return broken.cases.stream();
    }

    /** The routes that are shipped. */
    public static Map<String, String> shipped() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : List.of("chat.camel.yaml", "errors.camel.yaml", "providers.camel.yaml")) {
            try {
                files.put(name, Files.readString(Path.of("routes", name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /** The shipped routes and one more file. */
    static Case extra(String name, String text, String message) {
        Map<String, String> files = shipped();
        files.put(EXTRA, text);
        return new Case(name, files, EXTRA, line(text), message);
    }

    /** The shipped routes and one more route with these steps. */
    static Case steps(String name, String steps, String message) {
        return extra(name, route(steps), message);
    }

    static String route(String steps) {
        return """
                - route:
                    id: extra
                    from:
                      uri: direct:extra
                      steps:
                """ + steps.indent(8);
    }

    private static int line(String text) {
        int line = 1 + (int) text.substring(0, Math.max(0, text.indexOf(WRONG))).chars().filter(c -> c == '\n').count();
        return text.contains(WRONG) ? line : 0;
    }

    private void add(String name, String text, String message) {
        cases.add(extra(name, text, message));
    }

    private void step(String name, String steps, String message) {
        cases.add(steps(name, steps, message));
    }

    /** One of the shipped files, changed. */
    private void changed(String name, String file, String from, String to, String message) {
        String changed = shipped(file).replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        instead(name, file, changed, line(changed), message);
    }

    /** The shipped routes with another file, or with another text for one. */
    private void instead(String name, String file, String text, int line, String message) {
        Map<String, String> files = shipped();
        files.put(file, text);
        cases.add(new Case(name, files, file, line, message));
    }

    /** The shipped routes with something missing that only other routes need. */
    private void without(String name, String file, String text, String message) {
        Map<String, String> files = shipped();
        files.put(file, text);
        files.computeIfPresent("chat.camel.yaml",
                (chat, shipped) -> shipped.replace("    routeConfigurationId: answer-errors\n", ""));
        cases.add(new Case(name, files, "routes", 0, message));
    }

    private static String shipped(String file) {
        return Objects.requireNonNull(shipped().get(file), file);
    }

    private void syntax() {
        instead("a bracket that is not closed", EXTRA, "- route:\n    from: {uri: direct:extra, steps: [\n", 3,
                "is not YAML");
        add("a tab for indentation", "- route:\n\tid: extra # wrong\n", "is not YAML");
        add("an empty file", "", "is empty; write a list of routes");
        add("a file of comments", "# nothing yet\n", "is empty");
        add("two documents", "- route: {id: a, from: {uri: direct:a, steps: []}}\n--- # wrong\n- route: {}\n",
                "is not YAML");
        String chat = shipped("chat.camel.yaml");
        instead("a half-written file", "chat.camel.yaml", chat.substring(0, chat.indexOf("ref: authenticate")), 11,
                "is not YAML");
        instead("a file cut between two lines", "chat.camel.yaml", chat.substring(0, chat.indexOf("    from:")), 2,
                "route needs a from");
        add("a mapping where a list is needed", "route: # wrong\n  id: extra\n", "expected a list of routes");
        add("a single text", "hello # wrong\n", "expected a list of routes");
        add("a key twice", """
                - route:
                    id: extra
                    id: other # wrong
                    from: {uri: direct:extra, steps: [{log: hi}]}
                """, "'id' is here twice; the other is in line 2");
        add("a key that is a list", "- [route]: {} # wrong\n", "a key must be a text");
        add("an entry that is a text", "- hello # wrong\n", "expected one of route, from, routeConfiguration");
        step("a tag", "- log: !!python/object hello # wrong\n", "means nothing here");
        add("an alias bomb", aliases(), "is not YAML");
        step("aliases that multiply", """
                - &a {log: hi} # wrong
                - &b {multicast: {steps: [*a, *a, *a, *a, *a, *a, *a, *a]}}
                - &c {multicast: {steps: [*b, *b, *b, *b, *b, *b, *b, *b]}}
                - &d {multicast: {steps: [*c, *c, *c, *c, *c, *c, *c, *c]}}
                - &e {multicast: {steps: [*d, *d, *d, *d, *d, *d, *d, *d]}}
                - &f {multicast: {steps: [*e, *e, *e, *e, *e, *e, *e, *e]}}
                - &g {multicast: {steps: [*f, *f, *f, *f, *f, *f, *f, *f]}}
                """, "stands for too much");
        step("an alias of what surrounds it", """
                - choice: &self
                    when:
                      - simple: "${body}" # wrong
                        steps:
                          - choice: *self
                """, "stands for too much");
        add("a file that is too large", "- route: {} # " + "x".repeat(LARGEST) + "\n", "is larger than 1MiB");
        add("too deep a nesting", "- route:\n    from: " + "[".repeat(40) + "]".repeat(40) + " # wrong\n",
                "is nested deeper than 32 levels");
        add("a character that is no text", "- log: \"\u0007\" # wrong\n", "holds a character that is not text, U+0007");
    }

    private static String aliases() {
        StringBuilder bomb = new StringBuilder("- &a0 [x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("- &a").append(i).append(" [").append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }
        return bomb.toString();
    }

    private void schema() {
        step("a misspelt step", "- setBdy: {constant: hi} # wrong\n", "unknown step 'setBdy'; did you mean 'setBody'?");
        step("a step in dashes", "- set-body: {constant: hi} # wrong\n", "did you mean 'setBody'?");
        step("a step nobody knows", "- frobnicate: {} # wrong\n", "unknown step 'frobnicate'");
        step("a misspelt option", "- process: {refs: admit} # wrong\n",
                "unknown option 'refs' of process; did you mean 'ref'?; known: ref");
        step("a missing option", "- to: {parameters: {a: b}} # wrong\n", "to needs a uri");
        step("two steps in one", "- log: hi # wrong\n  to: direct:answer\n", "a step has exactly one key");
        step("a step that is a text", "- stop # wrong\n", "expected a step, such as 'to:', found a single value");
        step("a step that is nothing", "- log: # wrong\n", "log holds no value");
        step("an empty step", "- {} # wrong\n", "a step has exactly one key, found none");
        step("steps that are no list", "- multicast:\n    steps:\n      log: hi # wrong\n",
                "steps must be a list, found keys with values");
        step("an option that is no language", "- setBody: {constnt: a} # wrong\n",
                "unknown option 'constnt' of setBody; did you mean 'constant'?; known: constant, ");
        step("a step that sends nowhere", "- recipientList: {parallelProcessing: true} # wrong\n",
                "recipientList needs an expression");
        step("two expressions", "- setBody: {constant: a, simple: b} # wrong\n",
                "setBody takes one of constant and simple, not both");
        step("no expression", "- setBody: {} # wrong\n", "setBody needs an expression");
        step("a condition without an expression", "- choice:\n    when:\n      - steps: [{log: hi}] # wrong\n",
                "when needs an expression");
        step("a number that is none", "- loop: {constant: 3, copy: maybe} # wrong\n",
                "copy must be one of true, false, found 'maybe'");
        step("words for a number", "- toD: {uri: \"direct:a\", cacheSize: many} # wrong\n",
                "cacheSize must be a number, found 'many'");
        step("a value that is not on the list", "- to: {uri: direct:answer, pattern: InAndOut} # wrong\n",
                "pattern must be one of InOnly, InOut, found 'InAndOut'");
        step("parameters that are a list", "- to:\n    uri: log:x\n    parameters:\n      - showAll # wrong\n",
                "parameters must be names with values, found a list");
        step("a parameter that is a list", "- to: {uri: log:x, parameters: {marker: [a]}} # wrong\n",
                "marker must be a single value, found a list");
        step("an otherwise in the wrong place", "- otherwise: {steps: []} # wrong\n", "unknown step 'otherwise'");
        step("no load balancer", "- loadBalance: {steps: [{log: hi}]} # wrong\n", "loadBalance needs one of");
        step("no data format", "- marshal: {} # wrong\n", "marshal needs one of");
        add("a route without a from", "- route: {id: extra} # wrong\n", "route needs a from");
        add("a from without steps", "- from: {uri: direct:extra} # wrong\n", "from needs a steps");
        add("an entry with two keys",
                "- route: {from: {uri: direct:x, steps: [{log: a}]}} # wrong\n  from: {uri: direct:y, steps: []}\n",
                "an entry has exactly one key");
        add("onException behind a route", """
                - route: {id: extra, from: {uri: direct:extra, steps: [{log: hi}]}}
                - onException: # wrong
                    exception: [java.lang.Exception]
                    steps: [{log: oh}]
                """, "onException must stand in front of the routes of its file");
    }

    private void elements() {
        add("a misspelt element", "- rout: {} # wrong\n", "unknown element 'rout'; did you mean 'route'?");
        add("beans", "- beans: [{name: x, type: java.lang.Object}] # wrong\n", "'beans' is not allowed in routes");
        add("rest", "- rest: {get: [{path: /x, to: direct:answer}]} # wrong\n", "'rest' is not allowed in routes");
        add("restConfiguration", "- restConfiguration: {component: servlet} # wrong\n",
                "'restConfiguration' is not allowed");
        add("dataFormats", "- dataFormats: {json: {id: x}} # wrong\n", "'dataFormats' is not allowed");
        add("beans of a template", """
                - routeTemplate:
                    id: t
                    beans: [{name: x, type: java.lang.Object}] # wrong
                    from: {uri: direct:t, steps: [{log: hi}]}
                """, "'beans' is not allowed in routes");
        step("a kamelet", "- kamelet: {name: evil} # wrong\n", "step 'kamelet' is not allowed in routes");
        step("a service call", "- serviceCall: {name: x} # wrong\n", "step 'serviceCall' is not allowed");
        step("a script", "- script: {simple: \"${body}\"} # wrong\n", "step 'script' is not allowed");
        step("a saga", "- saga: {steps: [{log: hi}]} # wrong\n", "step 'saga' is not allowed");
        step("fault tolerance",
                "- circuitBreaker: {faultToleranceConfiguration: {delay: \"1\"}, steps: [{log: hi}]} # wrong\n",
                "its library is not here");
        for (String language : List.of("groovy", "joor", "java", "js", "python", "mvel", "ognl", "spel", "datasonnet",
                "csimple", "xpath", "xquery", "jsonpath", "jq", "hl7terser")) {
            step("the language " + language, "- setBody: {" + language + ": \"1\"} # wrong\n",
                    "language '" + language + "' is not allowed in routes");
        }
        step("any language", "- setBody: {language: {language: groovy, expression: \"1\"}} # wrong\n",
                "language 'language' is not allowed");
        step("wasm", "- filter: {wasm: {module: a, expression: b}, steps: [{log: hi}]} # wrong\n",
                "language 'wasm' is not allowed");
        step("a language within expression", "- setBody: {expression: {groovy: \"1\"}} # wrong\n",
                "language 'groovy' is not allowed");
        step("the language of a log line", "- log: {message: hi, logLanguage: groovy} # wrong\n",
                "language 'groovy' is not allowed");
        step("a data format", "- marshal: {yaml: {}} # wrong\n", "data format 'yaml' is not allowed");
        step("a data format by name", "- unmarshal: {custom: jaxb} # wrong\n", "data format 'custom' is not allowed");
        step("a class to unmarshal to", "- unmarshal: {json: {unmarshalType: java.net.URL}} # wrong\n",
                "unmarshalType of json is not allowed");
        step("a class named by a header", "- unmarshal: {json: {allowUnmarshallType: true}} # wrong\n",
                "allowUnmarshallType is not allowed");
        step("a text read from a file", "- setBody: {constant: \"resource:file:/etc/passwd\"} # wrong\n",
                "resource: reads a file from anywhere");
        step("an expression read from a file", "- setBody: {simple: \"resource:classpath:x\"} # wrong\n",
                "resource: reads a file");
        step("results that are run", "- setBody: {simple: {expression: \"${body}\", nested: true}} # wrong\n",
                "nested is not allowed");
    }

    private void names() {
        changed("a misspelt bean", "chat.camel.yaml", "ref: admit }  ", "ref: admti } # wrong",
                "there is no bean 'admti'; did you mean 'admit'?");
        step("a bean that is no step", "- process: {ref: bestOutcome} # wrong\n", "'bestOutcome' is not a step");
        step("a class for a step", "- process: {ref: \"#class:java.lang.Object\"} # wrong\n",
                "makes or finds objects of any class");
        step("a bean by its method", "- bean: {ref: admit, method: process} # wrong\n",
                "step 'bean' is not allowed in routes: it can name any class; write process: {ref: NAME}");
        step("the class of a bean", "- bean: {beanType: java.lang.Runtime, method: exec} # wrong\n",
                "step 'bean' is not allowed in routes");
        step("an expression by a method", "- setBody: {method: {ref: admit, method: getClass}} # wrong\n",
                "language 'method' is not allowed in routes");
        step("the name of a bean from a header", "- filter: {ref: \"${header.x}\", steps: [{log: hi}]} # wrong\n",
                "the name of a bean must be written out");
        step("an unknown strategy",
                "- multicast: {aggregationStrategy: bestOutcom, steps: [{to: direct:answer}]} # wrong\n",
                "there is no bean 'bestOutcom'; did you mean 'bestOutcome'?");
        step("an unknown executor", "- wireTap: {uri: direct:answer, executorService: pool} # wrong\n",
                "there is no bean 'pool'; an executor here is virtualThreads");
        step("an expression nobody made", "- filter: {ref: askAllAtOnec, steps: [{log: hi}]} # wrong\n",
                "did you mean 'askAllAtOnce'?");
        step("a breaker nobody made", """
                - circuitBreaker:
                    resilience4jConfiguration: {circuitBreaker: "#breaker-three"} # wrong
                    steps: [{log: hi}]
                """, "there is no bean 'breaker-three'");
        step("an exception nobody wrote",
                "- doTry: {steps: [{log: hi}], doCatch: [{exception: [java.lang.Oops], steps: [{log: a}]}]} # wrong\n",
                "there is no exception 'java.lang.Oops'");
        step("an exception that is none", "- throwException: {exceptionType: java.lang.Runtime, message: x} # wrong\n",
                "'java.lang.Runtime' is not an exception");
        step("a type that is not for routes", "- convertBodyTo: java.net.URL # wrong\n",
                "type 'java.net.URL' is not for routes");
        step("an unknown target", "- to: llm:one-m2 # wrong\n", "did you mean 'one-m1'?; configured: one-m1, two-m2");
        step("a placeholder that stands for nothing", "- to: \"direct:{{nobody}}\" # wrong\n",
                "nothing is known as {{nobody}}");
        step("a placeholder in an expression", "- recipientList: {constant: \"direct:{{nobody}}\"} # wrong\n",
                "nothing is known as {{nobody}}");
        add("a placeholder in an id",
                "- route: {id: \"{{nobody}}\", from: {uri: direct:a, steps: [{log: a}]}} # wrong\n",
                "nothing is known as {{nobody}}");
        step("too many placeholders", "- to: \"direct:" + "{{api}}".repeat(21) + "\" # wrong\n",
                "has more than 20 placeholders");
        step("a scheme from the environment", "- to: \"{{env:PATH}}:x\" # wrong\n",
                "a placeholder asks for the environment");
        step("a placeholder that is not closed", "- to: \"direct:{{api}}{{x\" # wrong\n", "there is a {{ without a }}");
        step("a placeholder that calls a bean", "- to: \"direct:{{bean:virtualThreads.shutdown}}\" # wrong\n",
                "a placeholder calls a bean");
        step("a variable that is not set", "- to: \"log:{{env:AINATIVE_NOT_SET}}\" # wrong\n",
                "a placeholder asks for the environment");
        step("the environment in a message", "- setBody: {constant: \"{{env:PATH}}\"} # wrong\n",
                "a placeholder asks for the environment");
        step("the environment in a log line", "- log: \"{{sys:user.home}}\" # wrong\n",
                "a placeholder asks for the environment");
    }

    private void wiring() {
        changed("a misspelt direct", "chat.camel.yaml", "\"direct:answer\" }  ", "direct:answr } # wrong",
                "no route starts from direct:answr; did you mean 'answer'?");
        step("a direct in a wiretap", "- wireTap: {uri: direct:nowhere} # wrong\n",
                "no route starts from direct:nowhere");
        step("a direct in an expression", "- recipientList: {constant: \"direct:answer,direct:nowhere\"} # wrong\n",
                "no route starts from direct:nowhere");
        add("an id twice in a file", """
                - route: {id: extra, from: {uri: direct:a, steps: [{log: hi}]}}
                - route: {id: extra, from: {uri: direct:b, steps: [{log: hi}]}} # wrong
                """, "route id 'extra' is taken already, in line 1");
        add("an id of another file", "- route: {id: chat, from: {uri: direct:b, steps: [{log: hi}]}} # wrong\n",
                "route id 'chat' is taken already, in line 3 of chat.camel.yaml");
        add("an id of a built-in route", "- route: {id: health, from: {uri: direct:b, steps: [{log: hi}]}} # wrong\n",
                "route id 'health' is a built-in route's");
        add("an id of a provider's route",
                "- route: {id: provider-one-m1, from: {uri: direct:b, steps: [{log: hi}]}} # wrong\n",
                "is a built-in route's");
        step("an id of a step twice", "- log: {id: a, message: hi}\n- log: {id: a, message: ho} # wrong\n",
                "step id 'a' is taken already, in line 6");
        instead("two consumers", "z.camel.yaml",
                "- route: {id: extra, from: {uri: direct:answer, steps: [{log: hi}]}}\n", 1,
                "direct:answer has a consumer already, in line 7 of providers.camel.yaml");
        add("one path twice", """
                - route: {id: a, from: {uri: "platform-http:/hook?httpMethodRestrict=POST,PUT", steps: [{log: hi}]}}
                - route: {id: b, from: {uri: "platform-http:hook?httpMethodRestrict=put", steps: [{log: hi}]}} # wrong
                """, "/hook is taken already, in line 1");
        add("a path of a built-in route",
                "- route: {id: a, from: {uri: platform-http:/health, steps: [{log: hi}]}} # wrong\n",
                "/health takes requests of the built-in route 'health'");
        add("a path in front of a built-in route",
                "- route: {id: a, from: {uri: \"platform-http:{{api}}/models/{x}\", steps: [{log: hi}]}} # wrong\n",
                "takes requests of the built-in route 'model'");
        add("every path",
                "- route: {id: a, from: {uri: \"platform-http:/?matchOnUriPrefix=true\", steps: [{log: hi}]}} # wrong\n",
                "takes requests of the built-in route");
        add("the admin's paths", "- route: {id: a, from: {uri: platform-http:/admin/x, steps: [{log: hi}]}} # wrong\n",
                "paths below /admin are the gateway's own");
        add("a proxy", "- route: {id: a, from: {uri: platform-http:proxy, steps: [{log: hi}]}} # wrong\n",
                "makes Camel a proxy");
        add("a proxy with a slash",
                "- route: {id: a, from: {uri: platform-http:/proxyish/x, steps: [{log: hi}]}} # wrong\n",
                "makes Camel a proxy");
        add("a method nobody sends",
                "- route: {id: a, from: {uri: \"platform-http:/x?httpMethodRestrict=PSOT\", steps: [{log: hi}]}} # wrong\n",
                "'PSOT', which is no method");
        step("platform-http as a target", "- to: platform-http:/x # wrong\n", "it cannot be sent to");
        add("llm as a source", "- route: {id: a, from: {uri: llm:one-m1, steps: [{log: hi}]}} # wrong\n",
                "can only be sent to");
        add("log as a source", "- route: {id: a, from: {uri: log:x, steps: [{log: hi}]}} # wrong\n",
                "can only be sent to");
        add("a route that calls itself",
                "- route: {id: a, from: {uri: direct:a, steps: [{to: direct:a}]}} # wrong\n",
                "direct:a would call itself without end: a -> a");
        add("a fallback in a circle", """
                - route:
                    id: a
                    from:
                      uri: direct:a
                      steps:
                        - circuitBreaker: {steps: [{log: hi}], onFallback: {steps: [{to: direct:b}]}}
                - route:
                    id: b
                    from:
                      uri: direct:b
                      steps:
                        - choice: {when: [{simple: "${body}", steps: [{to: direct:a}]}]} # wrong
                """, "direct:a would call itself without end: a -> b -> a");
        add("an error policy in a circle", """
                - routeConfiguration:
                    id: again
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          steps:
                            - to: direct:a # wrong
                - route:
                    id: a
                    routeConfigurationId: again
                    from: {uri: direct:a, steps: [{log: hi}]}
                """, "direct:a would call itself without end");
        changed("an error policy nobody wrote", "chat.camel.yaml", "routeConfigurationId: answer-errors",
                "routeConfigurationId: answer-error # wrong",
                "there is no routeConfiguration 'answer-error'; did you mean 'answer-errors'?");
        step("a fixed text for a dynamic router", "- dynamicRouter: {constant: direct:answer} # wrong\n",
                "a text never ends; write ref:");
        step("to with a function", "- to: \"direct:${header.x}\" # wrong\n", "toD evaluates ${...}");
    }

    private void templates() {
        add("an unknown template", "- templatedRoute: {routeTemplateRef: providr, routeId: x} # wrong\n",
                "there is no routeTemplate 'providr'; did you mean 'provider'?");
        add("a template's parameter left out", "- templatedRoute: {routeTemplateRef: provider, routeId: x} # wrong\n",
                "routeTemplate 'provider' needs parameter target");
        add("a parameter the template has not",
                """
                        - routeTemplate: {id: t, parameters: [{name: target, defaultValue: x}], from: {uri: direct:t, steps: [{log: a}]}}
                        - templatedRoute:
                            routeTemplateRef: t
                            routeId: x
                            parameters:
                              - {name: targt, value: x} # wrong
                        """,
                "has no parameter 'targt'; did you mean 'target'?");
        add("a template twice", """
                - routeTemplate: {id: t, from: {uri: direct:t, steps: [{log: a}]}}
                - routeTemplate: {id: t, from: {uri: direct:u, steps: [{log: a}]}} # wrong
                """, "there is a routeTemplate 't' already");
        add("a template without a route", "- routeTemplate: {id: t} # wrong\n", "routeTemplate needs a route");
        String providers = shipped("providers.camel.yaml");
        String template = "- routeTemplate:\n";
        without("no template for providers", "providers.camel.yaml",
                providers.substring(0, providers.indexOf(template)),
                "no file has the routeTemplate 'provider', of which the gateway makes the routes provider-one-m1");
        String marked = providers.replace(template, "- routeTemplate: # wrong\n");
        instead("a template for providers that starts elsewhere", "providers.camel.yaml",
                marked.replace("direct:provider-{{target}}", "direct:providers-{{target}}"), line(marked),
                "must start from direct:provider-{{target}}");
        instead("a template for providers that needs more", "providers.camel.yaml",
                marked.replace("      - name: target\n", "      - name: target\n      - name: region\n"), line(marked),
                "needs parameter region, which the gateway does not give");
        without("no error policy for built-in routes", "errors.camel.yaml",
                shipped("errors.camel.yaml").replace("id: answer-errors", "id: other"),
                "no file has the routeConfiguration 'answer-errors', which the built-in route '");
        changed("a target that no provider has", "providers.camel.yaml", "uri: \"llm:{{target}}\" }  ",
                "uri: \"llm:{{target}}-x\" } # wrong", "no provider and model is called 'one-m1-x'");
    }

    private void options() {
        step("an unknown option", "- to: log:x?showAl=true # wrong\n",
                "unknown option 'showAl' of log:; did you mean 'showAll'?");
        step("an unknown parameter", """
                - to:
                    uri: log:x
                    parameters:
                      level: INFO
                      showAl: true # wrong
                """, "unknown option 'showAl' of log:");
        step("a value of the wrong kind", "- to: log:x?groupSize=many # wrong\n", "is no endpoint");
        step("options in two places", "- to: {uri: \"log:x?level=INFO\", parameters: {showAll: true}} # wrong\n",
                "has options behind a ? and parameters too");
        step("options that cannot be read", "- to: \"log:x?showAll\" # wrong\n", "log:x?showAll");
        step("a uri that is too long", "- to: \"log:" + "x".repeat(8_000) + "\" # wrong\n",
                "a uri may have 8000 characters, found 8004");
        step("parameters without a path", "- to: {uri: file, parameters: {fileName: a}} # wrong\n",
                "a part is missing");
        step("a class in a path", "- to: \"direct:#class:java.lang.Object\" # wrong\n",
                "makes or finds objects of any class");
        step("an option of llm", "- to: llm:one-m1?url=http://evil # wrong\n", "unknown option 'url' of llm:");
        for (String option : List.of("followRedirects", "transferException", "bridgeEndpoint")) {
            step(option, "- to: \"direct:answer?" + option + "=true\" # wrong\n", option + " is not allowed in routes");
            step(option + " as a parameter", "- to: {uri: direct:answer, parameters: {" + option
                    + ": \"{{x:true}}\"}} # wrong\n", option + " is not allowed in routes");
        }
        step("BRIDGEendpoint", "- to: \"log:x?BRIDGEendpoint=TRUE\" # wrong\n", "BRIDGEendpoint is not allowed");
        step("bridge-endpoint", "- to: {uri: log:x, parameters: {bridge-endpoint: true}} # wrong\n",
                "bridgeEndpoint is not allowed");
        step("an option that is only known later", "- toD: \"log:x?bridgeEndpoint=${header.x}\" # wrong\n",
                "bridgeEndpoint is not allowed");
        step("an object of any class", "- to: \"log:x?exchangeFormatter=#class:java.lang.Object\" # wrong\n",
                "makes or finds objects of any class");
        step("an object of any class, escaped",
                "- to: \"log:x?exchangeFormatter=%23class%3Ajava.lang.Object\" # wrong\n",
                "has a character written as %xx");
        step("an object of any class, escaped twice",
                "- to: \"log:x?exchangeFormatter=%2523class:java.lang.Object\" # wrong\n",
                "has a character written as %xx");
        step("an object of any class, raw",
                "- to: {uri: log:x, parameters: {exchangeFormatter: \"RAW(#class:java.lang.Object)\"}} # wrong\n",
                "makes or finds objects of any class");
        step("an object of any class, by placeholder",
                "- to: \"log:x?exchangeFormatter={{x:#class:java.lang.Object}}\" # wrong\n",
                "makes or finds objects of any class");
        step("an object found by its class", "- to: \"log:x?exchangeFormatter=#type:java.lang.Object\" # wrong\n",
                "makes or finds objects of any class");
        step("an object nobody made", "- to: \"log:x?exchangeFormatter=#formatter\" # wrong\n",
                "there is no bean 'formatter'");
        step("an option of any name", "- to: {uri: direct:answer, parameters: {\"${header.x}\": a}} # wrong\n",
                "unknown option '${header.x}' of direct:");
    }

    private void files() {
        String inside = "{{files}}/out";
        for (String outside : List.of("/etc", "/", "{{files}}/../../etc", "{{files}}/..", "{{files}}x",
                "///etc", "{{x:/etc}}")) {
            step("the folder " + outside, "- to: \"file:" + outside + "\" # wrong\n",
                    " is not allowed in routes; write file:{{files}}/NAME");
        }
        step("a folder that is none", "- to: \"file:{{files}}/\\0x\" # wrong\n", "file: needs an absolute folder");
        step("a folder behind escapes", "- to: \"file:{{files}}/%2e%2e/x\" # wrong\n",
                "has a character written as %xx");
        step("a relative folder", "- to: file:out # wrong\n", "file: needs an absolute folder");
        step("a folder only known later", "- to: \"file:{{files}}/${header.x}\" # wrong\n",
                "the folder of file: must be written out");
        step("a file whose options a header could add to", "- toD: \"file:{{files}}/x?fileName=${header.x}\" # wrong\n",
                "could add options to a file: uri");
        step("no jail", "- to: \"file:" + inside + "?jailStartingDirectory=false\" # wrong\n",
                "jailStartingDirectory must stay true");
        for (String option : List.of("move", "moveFailed", "preMove", "tempFileName", "doneFileName", "moveExisting")) {
            add(option + " that leads out", "- route: {id: a, from: {uri: \"file:" + inside + "?" + option
                    + "=../../x\", steps: [{log: hi}]}} # wrong\n", option + "='../../x' could lead out");
        }
        add("move to another folder", "- route: {id: a, from: {uri: \"file:" + inside
                + "?move=/tmp/x\", steps: [{log: hi}]}} # wrong\n", "could lead out of the folder");
        add("move by a header", "- route: {id: a, from: {uri: \"file:" + inside
                + "?move=${header.x}\", steps: [{log: hi}]}} # wrong\n", "could lead out of the folder");
        step("a file name that leads out", "- to: \"file:" + inside + "?fileName=../../x\" # wrong\n",
                "fileName='../../x' could lead out");
    }

    private void simple() {
        step("a function that is not closed", "- setBody: {simple: \"${body\"} # wrong\n",
                "is not in the simple language");
        step("an operator without a right side", "- filter: {simple: \"${body} ==\", steps: [{log: hi}]} # wrong\n",
                "is not in the simple language");
        step("an unknown function", "- setBody: {simple: \"${bdy}\"} # wrong\n",
                "function '${bdy}' is not for routes; did you mean 'body'?");
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("${bean:type:java.lang.Runtime?method=getRuntime}", "can call any class");
        refused.put("${bean:admit}", "can call any class");
        refused.put("${bean:${header.x}}", "put together from what a request says");
        refused.put("${type:java.lang.System.out}", "leads to Camel itself or to any class");
        refused.put("${camelContext.stop}", "leads to Camel itself");
        refused.put("${camelContext}", "leads to Camel itself");
        refused.put("${exchange.context.stop}", "leads to Camel itself");
        refused.put("${exchange.getContext}", "leads to Camel itself");
        refused.put("${body.getClass.getClassLoader}", "goes into a value by calling its methods");
        refused.put("${body.class}", "goes into a value by calling its methods");
        refused.put("${in.body.class.name}", "goes into a value by calling its methods");
        refused.put("${header.x.class}", "goes into a value by calling its methods");
        refused.put("${headers[x].getClass}", "goes into a value by calling its methods");
        refused.put("${variable.request.context.owner}", "goes into a value by calling its methods");
        refused.put("${exchangeProperty.x?.getClass}", "goes into a value by calling its methods");
        refused.put("${body.forName(java.lang.Runtime)}", "goes into a value by calling its methods");
        refused.put("${bodyAs(java.lang.Runtime)}", "type 'java.lang.Runtime' is not for routes");
        refused.put("${headerAs(x, java.net.URL)}", "type 'java.net.URL' is not for routes");
        refused.put("${bodyAs(String).getClass}", "goes into a value by calling its methods");
        refused.put("${bodyAs}", "is incomplete; write ${bodyAs(String)}");
        refused.put("${headerAs(x)}x}", "type 'x' is not for routes");
        refused.put("${exception.class}", "goes into a value by calling its methods");
        refused.put("${}", "unknown function '${}'");
        refused.put("${trim(".repeat(11) + ")}".repeat(11), "functions stand within each other more than 10 deep");
        refused.put("${body." + "x".repeat(1_000) + "}", "a function has more than 1000 characters");
        refused.put("x".repeat(8_001), "may have 8000 characters, found 8001");
        refused.put("${ref:nobody}", "there is no bean 'nobody'");
        refused.put("${env:HOME}", "reads what may be a secret");
        refused.put("${sysenv.HOME}", "reads what may be a secret");
        refused.put("${sys.user.home}", "reads what may be a secret");
        refused.put("${properties:api}", "reads what may be a secret");
        refused.put("${${body}}", "put together from what a request says");
        refused.put("${header.${body}}", "put together from what a request says");
        refused.put("${trim('${body}')}", "put together from what a request says");
        refused.put("${trim(${camelContext.name})}", "leads to Camel itself");
        refused.put("$simple{camelContext}", "leads to Camel itself");
        refused.put("${groovy:1}", "is not for routes");
        refused.put("${jsonpath($.x)}", "is not for routes");
        refused.put("${throwException(x)}", "is not for routes");
        refused.put("{{x:${camelContext.name}}}", "leads to Camel itself");
        refused.forEach(
                (text, message) -> step("simple: " + (text.length() > 80 ? text.substring(0, 80) + "..." : text),
                        "- setBody:\n    simple: " + quoted(text)
                                + " # wrong\n",
                        message));
        step("simple in a log line", "- log: " + quoted("at ${camelContext.name}") + " # wrong\n", "leads to Camel");
        step("simple in a constant", "- setBody: {constant: " + quoted("${camelContext.name}") + "} # wrong\n",
                "leads to Camel");
        step("simple in the name of a header",
                "- setHeader: {name: " + quoted("${camelContext.name}") + ", constant: a} # wrong\n", "leads to Camel");
        step("simple in a uri", "- toD: " + quoted("direct:${camelContext.name}") + " # wrong\n", "leads to Camel");
        step("simple in an option", "- toD: " + quoted("log:x?marker=${camelContext.name}") + " # wrong\n",
                "leads to Camel");
        step("simple in an exception", "- throwException: {exceptionType: java.lang.Exception, message: "
                + quoted("${camelContext.name}") + "} # wrong\n", "leads to Camel");
        step("simple in a condition", "- choice: {when: [{simple: " + quoted("${exchange.context} == 1")
                + ", steps: [{log: hi}]}]} # wrong\n", "leads to Camel");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
