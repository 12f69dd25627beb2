package com.ainative.gateway.admin;

import com.ainative.gateway.chat.Json;
import com.ainative.gateway.error.ErrorCode;
import com.ainative.gateway.reload.Reload;
import com.ainative.gateway.reload.Revision;
import com.ainative.gateway.reload.RouteListing;
import com.ainative.gateway.reload.RouteListing.Listed;
import com.ainative.gateway.reload.SentFiles;
import com.ainative.gateway.reload.Sources;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;

/** The steps that show what serves, what has served, and how they differ. */
final class Views {

    private final Reload reload;

    Views(Reload reload) {
        this.reload = reload;
    }

    void generations(Exchange exchange) {
        ObjectNode json = Json.object().put("serving", reload.revision().number());
        ArrayNode all = json.putArray("generations");
        reload.revisions().forEach(revision -> all.add(json(revision)));
        Answers.write(exchange, json);
    }

    void generation(Exchange exchange) {
        Revision revision = reload.revision(number(exchange.getMessage().getHeader("revision", String.class)));
        ObjectNode json = json(revision);
        ObjectNode files = json.putObject("files");
        FileTexts.of(reload.sources(revision)).forEach(files::put);
        Answers.write(exchange, json);
    }

    void routes(Exchange exchange) {
        ObjectNode json = Json.object().put("generation", reload.generation());
        ArrayNode routes = json.putArray("routes");
        RouteListing.of(reload).forEach(listed -> routes.add(json(listed)));
        Answers.write(exchange, json);
    }

    void route(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        Listed found = RouteListing.of(reload).stream().filter(listed -> listed.id().equals(id)).findFirst()
                .orElseThrow(() -> ErrorCode.NOT_FOUND
                        .because("There is no route '" + id + "'; `routes list` lists those there are.").toException());
        Answers.write(exchange, json(found).put("source", Masked.routes(found.source())));
    }

    /** What lies between two sets of files: by default between what serves and what the operator's folders hold. */
    void diff(Exchange exchange) {
        JsonNode body = Answers.body(exchange, List.of("files", "from", "to"));
        Sources from = body.has("from") ? kept(body.get("from")) : reload.sources();
        Sources to = body.has("to")
                ? kept(body.get("to"))
                : body.has("files") ? reload.onDisk().with(SentFiles.of(body.get("files"))) : reload.onDisk();
        ObjectNode json = Json.object().put("from", from.hash()).put("to", to.hash());
        ArrayNode files = json.putArray("files");
        FileTexts.differences(from, to)
                .forEach((name, diff) -> files.addObject().put("file", name).put("diff", diff));
        Answers.write(exchange, json);
    }

    private Sources kept(JsonNode revision) {
        return reload.sources(reload.revision(number(revision.asText())));
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw ErrorCode.INVALID_REQUEST.because("'" + text + "' is not the number of a revision.").toException();
        }
        return Integer.parseInt(text);
    }

    private ObjectNode json(Revision revision) {
        boolean serving = revision.number() == reload.revision().number();
        String state = serving
                ? reload.isWatched() ? "watched" : "serving"
                : revision.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Json.object().put("revision", revision.number()).put("generation", revision.generation())
                .put("time", revision.time().toString()).put("author", revision.author()).put("state", state)
                .put("why", revision.why());
    }

    private static ObjectNode json(Listed route) {
        return Json.object().put("id", route.id()).put("description", route.description()).put("from", route.from())
                .put("file", route.file()).put("line", route.line()).put("builtIn", route.builtIn());
    }
}
