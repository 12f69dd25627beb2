package com.ainative.gateway.cli;

import com.ainative.gateway.chat.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** Why a gateway did not do what an operator asked. */
final class AdminFailures implements Failures {

    private static final String OTHER_TOKEN = " Get one from `ainative token --role operator`, or `--role admin` where"
            + " accounts and keys are meant, and pass it in AINATIVE_TOKEN.";
    /** A token is made of the file as it is, and judged by what serves. */
    private static final String OTHER_ISSUER = " If auth.issuer or auth.audience was changed and the change refused, put it back first.";

    private static final String BUSY = "busy";

    @Override
    public String server() {
        return "the admin port";
    }

    @Override
    public String start() {
        return "`ainative serve` must run, and listen.admin in its gateway.yaml says where, on its own machine alone by default";
    }

    @Override
    public CommandFailure refused(int status, HttpHeaders headers, byte[] body) {
        JsonNode problem = problem(body);
        boolean told = problem.path("detail").isTextual();
        String said = told ? PlainText.oneLine(problem.path("detail").textValue()) : GatewayFailures.said(body);
        return switch (status) {
            case 401 -> new CommandFailure(ExitCode.UNAUTHENTICATED,
                    "the admin port does not accept the token: " + said + OTHER_TOKEN + OTHER_ISSUER);
            case 403 -> new CommandFailure(ExitCode.UNAUTHENTICATED,
                    "the token lacks the role this needs (403): " + said + " Pass one that has it in AINATIVE_TOKEN.");
            case 409 -> new CommandFailure(ExitCode.FAILED,
                    problem.path("title").asText(BUSY).equals(BUSY) ? "the gateway is busy: " + said : said);
            case 422 -> new SourcesRefused(said, problem);
            default -> new CommandFailure(ExitCode.FAILED, status == 404 && !told
                    ? "what answers there is no admin port (404): " + said + " Is --url right?"
                    : "the gateway refused the request (" + status + "): " + said);
        };
    }

    /** Problem details (RFC 9457); an empty object where something else than an admin port answered. */
    private static JsonNode problem(byte[] body) {
        try {
            JsonNode read = Json.read(body);
            return read.isObject() ? read : Json.object();
        } catch (JsonProcessingException e) {
            return Json.object();
        }
    }
}
