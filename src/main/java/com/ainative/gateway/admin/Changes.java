package com.ainative.gateway.admin;

import com.ainative.gateway.account.Audit;
import com.ainative.gateway.auth.Caller;
import com.ainative.gateway.chat.Json;
import com.ainative.gateway.config.SourceFile;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.reload.Reload;
import com.ainative.gateway.reload.Reload.Result;
import com.ainative.gateway.reload.SentFiles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The steps that change what serves. */
final class Changes {

    private final Reload reload;
    private final Audit audit;

    Changes(Reload reload, Audit audit) {
        this.reload = reload;
        this.audit = audit;
    }

    void reload(Exchange exchange) {
        Answers.body(exchange, List.of());
        long begin = System.nanoTime();
        answer(exchange, begin,
                isDryRun(exchange)
                        ? reload.tryOut(null)
                        : recorded(exchange, "routes-reloaded", reload.reload(expected(exchange), author(exchange))));
    }

    void apply(Exchange exchange) {
        List<SourceFile> files = SentFiles.of(Answers.body(exchange, List.of("files")).path("files"));
        long begin = System.nanoTime();
        answer(exchange, begin,
                isDryRun(exchange)
                        ? reload.tryOut(files)
                        : recorded(exchange, "routes-applied",
                                reload.apply(files, expected(exchange), author(exchange))));
    }

    void rollback(Exchange exchange) {
        JsonNode revision = Answers.body(exchange, List.of("revision")).path("revision");
        if (!revision.isMissingNode() && !revision.canConvertToInt()) {
            throw ErrorCode.INVALID_REQUEST.because("revision is not a number.").toException();
        }
        long begin = System.nanoTime();
        answer(exchange, begin, recorded(exchange, "routes-rolled-back",
                reload.rollback(revision.isMissingNode() ? null : revision.intValue(), author(exchange))));
    }

    private Result recorded(Exchange exchange, String action, Result result) {
        audit.note(audit.entry(Callers.actor(exchange), action, result.generation(),
                "revision " + result.revision().number() + (result.changed() ? "" : ", unchanged")));
        return result;
    }

    private static void answer(Exchange exchange, long beginNanos, Result result) {
        ObjectNode json = Json.object().put("generation", result.generation())
                .put("revision", result.revision().number()).put("changed", result.changed())
                .put("serving", !isDryRun(exchange)).put("millis", (System.nanoTime() - beginNanos) / 1_000_000)
                .put("goldens", result.goldens());
        result.notices().forEach(json.putArray("notices")::add);
        Answers.write(exchange, json);
    }

    private static boolean isDryRun(Exchange exchange) {
        return QueryParameters.flag(exchange, "dry-run");
    }

    /** The generation that a client has looked at, and wants or nothing. */
    private static @Nullable String expected(Exchange exchange) {
        return QueryParameters.text(exchange, "generation");
    }

    private static String author(Exchange exchange) {
        return "operator:" + exchange.getVariable(Caller.VARIABLE, Caller.class).subject();
    }
}
