package com.ainative.gateway.job;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.http.ApiVersions;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.http.ResponseHeaders;
import com.ainative.gateway.job.Jobs.Accepted;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step: tells where the answer will be. */
public final class WriteJob implements Processor {

    private static final int ACCEPTED = 202;

    @Override
    public void process(Exchange exchange) {
        Accepted accepted = exchange.getVariable(AcceptJob.VARIABLE, Accepted.class);
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, ACCEPTED);
        message.setHeader("content-type", "application/json");
        message.setHeader("location", ApiVersions.MOUNT + "/jobs/" + accepted.id());
        if (AnswerLater.isPreferred(exchange.getVariable(Request.VARIABLE, Request.class))) {
            message.setHeader("preference-applied", AnswerLater.PREFERENCE);
        }
        // Said of a refusal that has not become one.
        message.removeHeader(ResponseHeaders.SHOULD_RETRY);
        message.setBody(Json.write(Json.object().put("id", accepted.id()).put("object", "job").put("status",
                JobJson.status(accepted.state(), accepted.status()))));
    }
}
