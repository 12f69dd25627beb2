package com.ainative.gateway.reload.check;

import com.ainative.gateway.reload.check.Beans.Use;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Camel does with a text, decided by what it stands under. A member nobody has judged here is refused. */
sealed interface Meaning {

    /** Nothing but a text. */
    record Plain() implements Meaning {
    }

    /** The name of the element itself, or judged where the whole element is. */
    record Own() implements Meaning {
    }

    /** A text in the simple language. */
    record Simple() implements Meaning {
    }

    record Bean(Use use) implements Meaning {
    }

    record ValueType() implements Meaning {
    }

    record ExceptionType() implements Meaning {
    }

    record Language() implements Meaning {
    }

    record Refused(String reason) implements Meaning {
    }

    /** By type and member, or by member alone. */
    Map<String, Meaning> TABLE = table();

    static Meaning of(String type, String member) {
        Meaning special = TABLE.get(type + "." + member);
        return special == null ? TABLE.getOrDefault(member, new Refused("it is not known to be harmless")) : special;
    }

    private static Map<String, Meaning> table() {
        Map<String, Meaning> table = new HashMap<>();
        put(table, new Own(), "uri", "deadLetterUri", "afterUri", "compensation", "completion", "id", "routeId",
                "routeTemplateRef", "routeConfigurationId", "value", "defaultValue", "expression", "description",
                "note");
        put(table, new Plain(), "group", "key", "pattern", "excludePattern", "logName", "marker",
                "charset", "delimiter", "uriDelimiter", "token", "endToken", "groupDelimiter", "timeout", "delay",
                "batchTimeout", "completionInterval", "completionTimeout", "completionTimeoutCheckerInterval",
                "timePeriodMillis", "samplePeriod", "maximumRedeliveryDelay", "redeliveryDelay", "retryDelay",
                "maximumRetryDelay", "delayPattern", "deliveryAttemptInterval", "distributionRatio",
                "distributionRatioDelimiter", "maximumFailoverAttempts", "roundRobin", "sticky", "statusPropertyName",
                "threadName", "toName", "variableReceive", "variableSend", "skipSendToOriginalEndpoint",
                "nodePrefixId", "prefixId", "filter", "source", "name",
                "timezone", "dateFormatPattern", "namingStrategy");
        put(table, new Simple(), "message", "precondition", "SetHeaderDefinition.name", "SetPropertyDefinition.name",
                "SetVariableDefinition.name");
        put(table, new Bean(Use.STEP), "ProcessDefinition.ref", "onPrepare", "onRedeliveryRef",
                "onExceptionOccurredRef", "onPrepareFailureRef");
        put(table, new Bean(Use.STRATEGY), "aggregationStrategy");
        put(table, new Bean(Use.EXECUTOR), "executorService", "executorServiceRef", "timeoutExecutorService",
                "timeoutCheckerExecutorService");
        put(table, new Bean(Use.BREAKER), "Resilience4jConfigurationDefinition.circuitBreaker");
        put(table, new Bean(Use.EXPRESSION), "RefExpression.expression");
        put(table, new Bean(Use.ANY), "ref", "aggregationRepository", "aggregateController", "comparator", "config",
                "configuration", "idempotentRepository", "redeliveryPolicyRef", "retryWhileRef", "exchangeFormatterRef",
                "loggerRef", "logger", "errorHandlerRef", "routePolicyRef", "predicateExceptionFactory", "sagaService");
        put(table, new ValueType(), "type", "resultType");
        put(table, new ExceptionType(), "exception", "exceptionType", "recordException", "ignoreException");
        put(table, new Language(), "logLanguage");
        String anyClass = "it makes objects of any class; name a bean of the gateway with ref";
        put(table, new Refused(anyClass), "beanType", "unmarshalType", "collectionType", "jsonView",
                "moduleClassNames", "moduleRefs", "objectMapper", "schemaResolver");
        return Map.copyOf(table);
    }

    private static void put(Map<String, Meaning> table, Meaning meaning, String... members) {
        List.of(members).forEach(member -> table.put(member, meaning));
    }

    /** Switches that make a header name a class, or read a result as an expression once more. */
    static @Nullable String refusedSwitch(String type, String member) {
        return switch (member) {
            case "allowUnmarshallType", "allowJmsType" -> "a header would name the class to make";
            case "nested" -> type.equals("SimpleExpression") ? "what a request says would be run" : null;
            default -> null;
        };
    }
}
