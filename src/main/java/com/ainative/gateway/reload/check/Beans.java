package com.ainative.gateway.reload.check;

import com.ainative.gateway.config.Names;
import com.ainative.gateway.provider.LlmComponent;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** The gateway's beans, as far as routes may name them. */
final class Beans {

    /** What a bean is named for. */
    enum Use {
        STEP("a step"),
        STRATEGY("an aggregation strategy"),
        EXPRESSION("an expression"),
        EXECUTOR("an executor"),
        BREAKER("a circuit breaker"),
        ANY("a bean");

        private final String told;

        Use(String told) {
            this.told = told;
        }

        boolean fits(Object bean) {
            return switch (this) {
                case STEP -> bean instanceof Processor;
                case STRATEGY -> bean instanceof AggregationStrategy;
                case EXPRESSION -> bean instanceof Expression || bean instanceof Predicate;
                case EXECUTOR -> bean instanceof ExecutorService;
                case BREAKER -> bean instanceof CircuitBreaker;
                case ANY -> true;
            };
        }
    }

    private static final String MAKES_OBJECTS = "makes or finds objects of any class";

    private final Map<String, Object> beans;

    Beans(Map<String, Object> beans) {
        this.beans = beans;
    }

    /** What may stand behind {@code llm:}. */
    Set<String> targets() {
        return beans.get("llm") instanceof LlmComponent llm ? llm.targets() : Set.of();
    }

    /** Why {@code written} names no bean for that use, or nothing. */
    @Nullable
    String fault(String written, Use use) {
        String name = written.strip();
        if (looksForClasses(name)) {
            return Names.quote(name) + " " + MAKES_OBJECTS + "; name a bean of the gateway";
        }
        name = name.startsWith("#bean:") ? name.substring(6) : name.startsWith("#") ? name.substring(1) : name;
        if (name.contains("${")) {
            return "the name of a bean must be written out, found " + Names.quote(written);
        }
        Object bean = beans.get(name);
        List<String> fitting = beans.entrySet().stream().filter(entry -> use.fits(entry.getValue()))
                .map(Map.Entry::getKey).sorted().toList();
        if (bean == null) {
            return "there is no bean " + Names.quote(name) + Names.didYouMean(name, fitting) + "; " + use.told
                    + " here is " + oneOf(fitting);
        }
        return use.fits(bean)
                ? null
                : Names.quote(name) + " is not " + use.told + Names.didYouMean(name, fitting) + "; one is "
                        + oneOf(fitting);
    }

    private static String oneOf(List<String> names) {
        return names.isEmpty()
                ? "none"
                : String.join(", ", names.stream().limit(20).toList()) + (names.size() > 20 ? ", ..." : "");
    }

    /** Whether Camel would find or make an object of a class that is named here. */
    static boolean looksForClasses(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        return text.contains("#class:") || text.contains("#type:") || text.contains("#valueas(")
                || text.contains("#property:") || text.startsWith("type:") || text.startsWith("class:");
    }
}
