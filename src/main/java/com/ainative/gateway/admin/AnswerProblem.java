package com.ainative.gateway.admin;

import com.ainative.gateway.config.Problem;
import com.ainative.gateway.config.ProblemsException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ainative.gateway.chat.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step: sources that were refused, as RFC 9457 with every problem in them. */
final class AnswerProblem implements Processor {

    private static final int UNPROCESSABLE = 422;

    @Override
    public void process(Exchange exchange) {
        ProblemsException refused = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ProblemsException.class);
        int count = refused.problems().size();
        ObjectNode body = Json.object().put("type", "urn:ainative:problem:refused").put("title", "refused")
                .put("status", UNPROCESSABLE).put("detail", (count == 1 ? "One problem" : count + " problems")
                        + "; nothing was changed. Mend what is listed and try again.");
        ArrayNode problems = body.putArray("problems");
        for (Problem problem : refused.problems()) {
            problems.addObject().put("file", problem.file()).put("line", problem.line())
                    .put("column", problem.column()).put("path", problem.path()).put("message", problem.message());
        }
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, UNPROCESSABLE);
        message.setHeader("content-type", "application/problem+json");
        message.setBody(Json.write(body));
    }
}
