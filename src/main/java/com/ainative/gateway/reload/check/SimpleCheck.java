package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.reload.check.Beans.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which functions of the simple language a text may hold: those that read the message and work on texts. The others lead
 * to Camel itself, to any class, to any bean, or to the environment with its secrets.
 */
final class SimpleCheck {

    private static final Pattern START = Pattern.compile("\\$(simple)?\\{");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    private static final Set<String> VALUES = Set.of("body", "header", "headers", "variable", "variables",
            "exchangeProperty", "exception");
    /** What follows these at once is a name that the request's author or a step chose. */
    private static final Set<String> NAMED = Set.of("header", "headers", "variable", "variables", "exchangeProperty");
    private static final Set<String> PARTS_OF_EXCEPTION = Set.of(".message", ".stacktrace");
    /** Their first or second argument names a class. */
    private static final Set<String> CONVERSIONS = Set.of("bodyAs", "mandatoryBodyAs", "headerAs", "variableAs");
    private static final Set<String> PLAIN = Set.of("bodyType", "bodyOneLine", "prettyBody", "originalBody", "null",
            "exchangeId", "messageId", "messageTimestamp", "id", "routeId", "fromRouteId", "routeGroup", "stepId",
            "threadName", "threadId", "hostname", "camelId", "uuid", "date", "date-with-timezone", "file", "random");
    private static final Set<String> TEXT = Set.of("replace", "substring", "substringBefore", "substringAfter",
            "substringBetween", "trim", "uppercase", "lowercase", "capitalize", "length", "size", "concat", "join",
            "split", "contains", "isEmpty", "isAlpha", "isAlphaNumeric", "isNumeric", "not", "quote", "safeQuote",
            "unquote", "pad", "normalizeWhitespace", "range", "distinct", "reverse", "hash", "abs", "floor", "ceil",
            "sum", "max", "min", "average", "iif", "random", "val");
    /** How one of many is named: {@code .name}, {@code :name}, {@code [name]}, or in quotes; a variable may be global. */
    private static final Pattern ONE = Pattern.compile("[.:](global:)?[\\w-]+|\\[(['\"]?)[\\w-]+\\2]|");

    /** Bounds that no honest text meets, so that judging one takes no longer than reading it. */
    private static final int DEEPEST = 10;
    private static final int LONGEST = 1_000;

    private final Beans beans;

    SimpleCheck(Beans beans) {
        this.beans = beans;
    }

    static boolean isIn(String text) {
        return START.matcher(text).find();
    }

    /** Where the first function starts, or the text's length. */
    static int start(String text) {
        Matcher start = START.matcher(text);
        return start.find() ? start.start() : text.length();
    }

    /** What is wrong with the functions in a text; those within others are judged first. */
    List<String> faults(String text) {
        List<String> faults = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        Matcher start = START.matcher(text);
        int next = start.find() ? start.start() : -1;
        for (int i = 0; i < text.length(); i++) {
            if (i == next) {
                open.push(start.end());
                next = start.find() ? start.start() : -1;
                if (open.size() > DEEPEST) {
                    return List.of("functions stand within each other more than " + DEEPEST + " deep");
                }
            } else if (text.charAt(i) == '}' && !open.isEmpty()) {
                judge(text.substring(open.pop(), i), faults);
            }
        }
        open.forEach(from -> judge(text.substring(from), faults));
        return faults;
    }

    private void judge(String function, List<String> faults) {
        String fault = function.length() > LONGEST
                ? "a function has more than " + LONGEST + " characters: " + shown(function)
                : fault(function);
        if (fault != null) {
            faults.add(fault);
        }
    }

    private @Nullable String fault(String function) {
        int inner = start(function);
        if (inner < function.length() && !isArgument(function.substring(0, inner))) {
            return "a function is put together from what a request says, in " + shown(function)
                    + "; a function may only stand unquoted between the parentheses of another";
        }
        String plain = function.strip().replaceFirst("^(in|out)\\.", "");
        Matcher matcher = NAME.matcher(plain);
        if (!matcher.lookingAt()) {
            return "unknown function " + shown(function) + known("");
        }
        String name = matcher.group();
        String rest = plain.substring(name.length());
        return switch (name) {
            case "bean" -> shown(function) + " can call any class; it is not for routes" + known("");
            case "ref" -> beans.fault(rest.replaceFirst("^:", ""), Use.EXPRESSION);
            case "type", "camelContext", "exchange", "messageAs" ->
                shown(function) + " leads to Camel itself or to any class; it is not for routes" + known("");
            case "env", "sysenv", "sys", "properties", "propertiesExist" ->
                shown(function) + " reads what may be a secret; it is not for routes" + known("");
            default -> known(name, rest, function);
        };
    }

    private @Nullable String known(String name, String rest, String function) {
        if (VALUES.contains(name)) {
            boolean whole = NAMED.contains(name)
                    ? ONE.matcher(rest).matches()
                    : rest.isEmpty() || (name.equals("exception") && PARTS_OF_EXCEPTION.contains(rest));
            return whole ? null : inside(function);
        }
        if (CONVERSIONS.contains(name)) {
            return conversion(rest, function);
        }
        if (PLAIN.contains(name) && (rest.isEmpty() || rest.startsWith(":") || name.equals("random"))) {
            return null;
        }
        return TEXT.contains(name) && rest.startsWith("(")
                ? null
                : "function " + shown(function) + " is not for routes" + known(name);
    }

    private static String known(String name) {
        Set<String> known = new TreeSet<>(VALUES);
        known.addAll(PLAIN);
        known.addAll(TEXT);
        return Names.didYouMean(name, known) + "; routes read ${body}, ${header.NAME}, ${variable.NAME} and the like";
    }

    private static String inside(String function) {
        return shown(function) + " goes into a value by calling its methods; it is not for routes"
                + "; functions such as ${length(${body})} may help";
    }

    private static @Nullable String conversion(String rest, String function) {
        Matcher call = Pattern.compile("\\((?:[^,)]*,)?\\s*['\"]?([^,)'\"]*)['\"]?\\s*\\)(.*)").matcher(rest);
        if (!call.matches()) {
            return "function " + shown(function) + " is incomplete; write ${bodyAs(String)} or the like";
        }
        String fault = Types.valueFault(call.group(1));
        return fault == null && !call.group(2).isEmpty() ? inside(function) : fault;
    }

    /** Whether what comes next stands between parentheses, and not between quotes, where it would be read once more. */
    private static boolean isArgument(String before) {
        return before.indexOf('(') > 0 && before.chars().filter(each -> each == '\'').count() % 2 == 0
                && before.chars().filter(each -> each == '"').count() % 2 == 0;
    }

    private static String shown(String function) {
        return Names.quote("${" + function + "}");
    }
}
