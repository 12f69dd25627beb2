package com.ainative.gateway.chat;

import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.config.ModelConfig;
import com.ainative.gateway.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}: what may be asked for, in OpenAI's shape. */
public final class ModelsRoutes extends RouteBuilder {

    private static final String GET = "?httpMethodRestrict=GET,HEAD";

    private final Map<String, ModelConfig> models;

    public ModelsRoutes(Map<String, ModelConfig> models) {
        this.models = models;
    }

    @Override
    public void configure() {
        from("platform-http:{{api}}/models" + GET).routeId("models").routeConfigurationId("answer-errors")
                .process("authenticate").setBody(exchange -> list(caller(exchange))).marshal()
                .json(JsonLibrary.Jackson);
        from("platform-http:{{api}}/models/{id}" + GET).routeId("model").routeConfigurationId("answer-errors")
                .process("authenticate").process(this::one).marshal().json(JsonLibrary.Jackson);
    }

    private static Caller caller(Exchange exchange) {
        return exchange.getVariable(Caller.VARIABLE, Caller.class);
    }

    private Map<String, Object> list(Caller caller) {
        return Map.of("object", "list", "data",
                models.keySet().stream().filter(caller.grants()::mayAsk).map(ModelsRoutes::entry).toList());
    }

    private void one(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        if (!models.containsKey(id) || !caller(exchange).grants().mayAsk(id)) {
            throw ErrorCode.MODEL_NOT_FOUND
                    .at("model", "This model does not exist here; GET /v1/models lists those that do.").toException();
        }
        exchange.getMessage().setBody(entry(id));
    }

    private static Map<String, Object> entry(String id) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", id);
        model.put("object", "model");
        // The schema wants a date; a name in a configuration has none.
        model.put("created", 0);
        model.put("owned_by", "ainative-gateway");
        return model;
    }
}
