package com.ainative.gateway.admin;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.error.GatewayException;
import com.ainative.gateway.http.Request;
import com.ainative.gateway.reload.SentFiles;
import com.ainative.gateway.reload.preview.Preview;
import com.ainative.gateway.reload.preview.Report;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Step: what would differ for the requests of the next seconds? Takes as long as that. */
final class RunPreview implements Processor {

    private static final int MOST_SECONDS = 3_600;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,4}");
    private static final Pattern SHARE = Pattern.compile("[01](?:\\.[0-9]{1,9})?");

    private final Preview preview;

    RunPreview(Preview preview) {
        this.preview = preview;
    }

    @Override
    public void process(Exchange exchange) {
        Request request = exchange.getVariable(Request.VARIABLE, Request.class);
        Duration time = seconds(request.queryParameter("seconds"));
        double sample = share(request.queryParameter("sample"));
        JsonNode files = Answers.body(exchange, List.of("files")).path("files");
        Report report = preview.run(files.isMissingNode() ? null : SentFiles.of(files), time, sample,
                request.cancellation());
        Answers.write(exchange, json(report));
    }

    private static Duration seconds(@Nullable String text) {
        int seconds = text != null && SECONDS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw wrong("seconds is not a whole number from 1 to " + MOST_SECONDS + ", as in ?seconds=60.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static double share(@Nullable String text) {
        if (text == null) {
            return 1;
        }
        double share = SHARE.matcher(text).matches() ? Double.parseDouble(text) : 0;
        if (share <= 0 || share > 1) {
            throw wrong("sample is not a share above 0 and up to 1, such as 0.1.");
        }
        return share;
    }

    private static GatewayException wrong(String message) {
        return ErrorCode.INVALID_REQUEST.because(message).toException();
    }

    private static ObjectNode json(Report report) {
        ObjectNode json = Json.object().put("generation", report.generation()).put("seen", report.seen())
                .put("compared", report.compared()).put("skipped", report.skipped());
        ArrayNode differences = json.putArray("differences");
        report.differences().forEach(row -> differences.addObject().put("kind", row.kind()).put("count", row.count())
                .put("now", row.now()).put("then", row.then()).put("example", row.example()));
        return json;
    }
}
