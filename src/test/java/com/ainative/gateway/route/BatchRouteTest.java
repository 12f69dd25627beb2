package com.ainative.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ainative.gateway.fake.FakeProvider;
import com.ainative.gateway.fake.GatewayHarness;
import com.ainative.gateway.fake.OpenAiSamples;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files and batches over HTTP. */
@Timeout(60)
class BatchRouteTest {

    private static final String FORM = "multipart/form-data; boundary=b";

    private final FakeProvider fake = FakeProvider.start();
    private GatewayHarness gateway = GatewayHarness.start("jobs: {concurrent: 1}\nproviders: {one: "
            + GatewayHarness.openAi(fake) + "}\nmodels: {fast: {providers: [{provider: one, model: m1}]}}\n");

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    private static String part(String disposition, String content) {
        return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static String form(String text) {
        return part("name=\"purpose\"", "batch")
                + part("name=\"file\"; filename=\"in.jsonl\"", text) + "--b--\r\n";
    }

    private HttpResponse<String> post(String path, String type, String body) {
        return gateway.send(
                gateway.request(path).setHeader("content-type", type).POST(BodyPublishers.ofString(body)).build());
    }

    private HttpResponse<String> asOther(HttpRequest.Builder request) {
        return gateway.send(request.setHeader("authorization", "Bearer " + gateway.token("other", "pro")).build());
    }

    private String uploaded(String text) {
        HttpResponse<String> answer = post("/v1/files", FORM, form(text));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayHarness.json(answer).path("id").textValue();
    }

    private HttpResponse<String> create(String file) {
        return post("/v1/batches", "application/json", "{\"input_file_id\":\"" + file
                + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\","
                + "\"metadata\":{\"for\":\"test\"}}");
    }

    private String created(String text) {
        HttpResponse<String> answer = create(uploaded(text));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return GatewayHarness.json(answer).path("id").textValue();
    }

    private JsonNode reached(String id, String status) {
        return await().atMost(Duration.ofSeconds(30)).until(
                () -> GatewayHarness.json(gateway.get("/v1/batches/" + id)),
                batch -> batch.path("status").textValue().equals(status));
    }

    private String content(JsonNode batch, String field) {
        return gateway.get("/v1/files/" + batch.path(field).textValue() + "/content").body();
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"custom_id\":\"r" + i
                + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":" + GatewayHarness.chat() + "}")
                .collect(Collectors.joining("\n"));
    }

    @Test
    @DisplayName("GIVEN a file of several parts WHEN read again THEN it is the same, for its owner alone, until deleted")
    void file_life() {
        String text = "0123456789abcdef\r\n".repeat(40_000);
        String id = uploaded(text);
        assertThat(gateway.get("/v1/files/" + id + "/content").body()).isEqualTo(text);
        assertThat(gateway.get("/v1/files?purpose=batch&limit=1").body()).contains(id, "\"has_more\":false");
        assertThat(gateway.get("/v1/files?purpose=batch_output").body()).doesNotContain(id);
        assertThat(gateway.get("/v1/files?order=asc&after=" + id).body()).doesNotContain("\"filename\"");
        for (String path : new String[]{"", "/content"}) {
            assertThat(asOther(gateway.request("/v1/files/" + id + path).GET()).statusCode()).isEqualTo(404);
        }
        assertThat(asOther(gateway.request("/v1/files/" + id).DELETE()).statusCode()).isEqualTo(404);
        assertThat(asOther(gateway.request("/v1/files").GET()).body()).contains("\"data\":[]");
        assertThat(gateway.send(gateway.request("/v1/files/" + id).DELETE().build()).body())
                .contains("\"deleted\":true");
        assertThat(gateway.get("/v1/files/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("GIVEN a wrong query WHEN files are listed THEN it is a 400 that names it")
    void files_wrongQuery() {
        for (String query : List.of("limit=0", "limit=x", "limit=10001", "order=up")) {
            HttpResponse<String> answer = gateway.get("/v1/files?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(query).startsWith(GatewayHarness.json(answer).at("/error/param").textValue() + "=");
        }
    }

    /** Forms that are refused. */
    enum BadForm {
        NOT_A_FORM("application/json", "{}", 415, null),
        NO_BOUNDARY("multipart/form-data", form("x"), 400, null),
        OTHER_BOUNDARY("multipart/form-data; boundary=c", form("x"), 400, null),
        EMPTY(FORM, "", 400, null),
        NO_PARTS(FORM, "--b--\r\n", 400, "purpose"),
        CUT_IN_FILE(FORM, form("x").replace("--b--\r\n", ""), 400, null),
        CUT_IN_END(FORM, form("x").replace("--b--\r\n", "--b"), 400, null),
        CUT_IN_HEAD(FORM, "--b\r\nContent-Dispo", 400, null),
        NO_FILE(FORM, part("name=\"purpose\"", "batch") + "--b--\r\n", 400, "file"),
        NO_PURPOSE(FORM, part("name=\"file\"; filename=\"f\"", "x") + "--b--\r\n", 400, "purpose"),
        EMPTY_FILE(FORM, form(""), 400, "file"),
        OTHER_PURPOSE(FORM, form("x").replace("\r\nbatch\r\n", "\r\nfine-tune\r\n"), 400, "purpose"),
        HUGE_PURPOSE(FORM, form("x").replace("\r\nbatch\r\n", "\r\n" + "b".repeat(1_000_000) + "\r\n"), 400,
                "purpose"),
        TWO_FILES(FORM, part("name=\"file\"; filename=\"g\"", "y") + form("x"), 400, "file"),
        OTHER_PART(FORM, part("name=\"expires_after[seconds]\"", "1") + form("x"), 400, "expires_after[seconds]"),
        NO_NAME(FORM, part("filename=\"f\"", "y") + form("x"), 400, null),
        MANY_PARTS(FORM, part("name=\"x\"", "y").repeat(100) + form("x"), 400, null),
        LONG_NAME(FORM, form("x").replace("in.jsonl", "n".repeat(256)), 400, "file");

        final String type;
        final String body;
        final int status;
        final @Nullable String param;

        BadForm(String type, String body, int status, @Nullable String param) {
            this.type = type;
            this.body = body;
            this.status = status;
            this.param = param;
        }
    }

    @Test
    @DisplayName("GIVEN forms that are wrong in many ways WHEN uploaded THEN each is refused by name, and nothing is kept")
    void upload_wrong() {
        for (BadForm bad : BadForm.values()) {
            HttpResponse<String> answer = post("/v1/files", bad.type, bad.body);
            assertThat(answer.statusCode()).as(bad + ": " + answer.body()).isEqualTo(bad.status);
            assertThat(GatewayHarness.json(answer).at("/error/param").textValue()).as(bad.name()).isEqualTo(bad.param);
        }
        assertThat(gateway.get("/v1/files").body()).contains("\"data\":[]");
    }

    @Test
    @DisplayName("GIVEN names with paths and line breaks WHEN uploaded THEN they are only names, of one line")
    void upload_nameWithTricks() {
        HttpResponse<String> broken = post("/v1/files", FORM,
                form("x").replace("filename=\"in.jsonl\"", "filename*=UTF-8''a%0d%0ab"));
        assertThat(GatewayHarness.json(broken).path("filename").textValue()).isEqualTo("a  b");
        HttpResponse<String> answer = post("/v1/files", FORM, form("x").replace("in.jsonl", "../../etc/passwd"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(GatewayHarness.json(answer).path("filename").textValue()).isEqualTo("../../etc/passwd");
    }

    @Test
    @DisplayName("GIVEN a wrong batch WHEN created THEN it is a 400 that names the field")
    void create_wrong() {
        String endpoint = "\"endpoint\":\"/v1/chat/completions\"";
        String good = endpoint + ",\"completion_window\":\"24h\"";
        Map<String, String> wrong = Map.of("{}", "endpoint", "{\"endpoint\":\"/v1/embeddings\"}", "endpoint",
                "{\"endpoint\":7}", "endpoint", "{" + endpoint + ",\"completion_window\":\"1h\"}",
                "completion_window", "{" + good + "}", "input_file_id",
                "{" + good + ",\"input_file_id\":\"file-0\"}", "input_file_id",
                "{" + good + ",\"input_file_id\":\"f\",\"metadata\":{\"a\":1}}", "metadata",
                "{" + good + ",\"input_file_id\":\"f\",\"metadata\":[]}", "metadata",
                "{\"output_expires_after\":{}}", "output_expires_after");
        wrong.forEach((body, param) -> {
            HttpResponse<String> answer = post("/v1/batches", "application/json", body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(GatewayHarness.json(answer).at("/error/param").textValue()).as(body).isEqualTo(param);
        });
        assertThat(post("/v1/batches", "application/json", "[]").statusCode()).isEqualTo(400);
        assertThat(post("/v1/batches", FORM, "{}").statusCode()).isEqualTo(415);
    }

    @Test
    @DisplayName("GIVEN a file with wrong lines WHEN run THEN the batch has failed, tells each line, and nobody was asked")
    void batch_brokenFile() {
        String id = created(lines(2) + "\nnonsense\n" + lines(1));
        JsonNode batch = reached(id, "failed");
        assertThat(batch.at("/errors/data")).hasSize(2);
        assertThat(batch.at("/errors/data/0/line").intValue()).isEqualTo(3);
        assertThat(batch.at("/errors/data/0/code").textValue()).isEqualTo("invalid_json_line");
        assertThat(batch.at("/errors/data/1/line").intValue()).isEqualTo(4);
        assertThat(batch.at("/errors/data/1/code").textValue()).isEqualTo("duplicate_custom_id");
        assertThat(batch.path("failed_at").isNull()).isFalse();
        assertThat(batch.at("/metadata/for").textValue()).isEqualTo("test");
        assertThat(fake.received()).isEmpty();
        assertThat(post("/v1/batches/" + id + "/cancel", "application/json", "").statusCode()).isEqualTo(400);
        for (String path : new String[]{"", "/cancel"}) {
            HttpRequest.Builder request = gateway.request("/v1/batches/" + id + path);
            assertThat(asOther(path.isEmpty() ? request.GET() : request.POST(BodyPublishers.noBody())).statusCode())
                    .isEqualTo(404);
        }
        assertThat(asOther(gateway.request("/v1/batches").GET()).body()).contains("\"data\":[]");
        assertThat(gateway.get("/v1/batches?limit=1").body()).contains(id);
    }

    @Test
    @DisplayName("GIVEN a batch under way WHEN cancelled THEN what is with a provider ends, and the rest is not begun")
    void cancel_midWay() {
        CountDownLatch answer = new CountDownLatch(1);
        fake.always(wire -> {
            answer.await();
            wire.json(200, OpenAiSamples.answer("hello"));
        });
        String id = created(lines(5));
        await().until(() -> fake.received().size() == 1);
        reached(id, "in_progress");
        HttpResponse<String> cancelled = post("/v1/batches/" + id + "/cancel", "application/json", "");
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(GatewayHarness.json(cancelled).path("status").textValue()).isEqualTo("cancelling");
        await().until(() -> GatewayHarness.json(gateway.get("/v1/batches/" + id)).at("/request_counts/failed")
                .intValue() == 4);
        answer.countDown();
        JsonNode batch = reached(id, "cancelled");
        assertThat(content(batch, "output_file_id").lines()).singleElement().asString().contains("\"r0\"");
        assertThat(content(batch, "error_file_id").lines()).hasSize(4)
                .allMatch(line -> line.contains("batch_cancelled"));
        assertThat(fake.received()).hasSize(1);
    }

    @Test
    @DisplayName("GIVEN a batch under way WHEN the gateway is started anew THEN it goes on, and each line is answered once")
    void restart_midWay() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(1);
        fake.always(wire -> {
            if (asked.incrementAndGet() > 3 && open.getCount() > 0) {
                wire.json(429, "{\"error\":{\"message\":\"slow down\"}}", "retry-after", "60");
            } else {
                answered.incrementAndGet();
                wire.json(200, OpenAiSamples.answer("hello"));
            }
        });
        String id = created(lines(10));
        await().until(() -> GatewayHarness.json(gateway.get("/v1/batches/" + id)).at("/request_counts/completed")
                .intValue() == 3);
        gateway.close();
        open.countDown();
        gateway = GatewayHarness.start(gateway.folders());
        JsonNode batch = reached(id, "completed");
        assertThat(batch.at("/request_counts/completed").intValue()).isEqualTo(10);
        assertThat(content(batch, "output_file_id").lines()).hasSize(10);
        assertThat(batch.path("error_file_id").isNull()).isTrue();
        assertThat(answered).hasValue(10);
    }
}
